// Logs in three threads or processes, of a kind that its first argument names; its second is the DSN.
import { fork } from 'node:child_process'
import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { init, logger } from '../../packages/core/dist/index.mjs'

const [kind, dsn, part = workerData?.part] = process.argv.slice(2)
const file = fileURLToPath(import.meta.url)

/** @type {Record<string, (part: string) => unknown>} */
const starts = {
  threads: (number) => new Worker(file, { argv: [kind, dsn], workerData: { part: number } }),
  'forked processes': (number) => fork(file, [kind, dsn, number]),
  'processes of a cluster': (number) => cluster.fork({ PART: number }),
}
starts['threads that call process.exit()'] = starts['threads']

const own = part ?? process.env.PART ?? 'first'
if (own === 'first') for (const number of ['second', 'third']) starts[kind](number)
init({ dsn, shutdownTimeoutMs: 9000 })
logger.info(`from the ${own}`)
cluster.worker?.disconnect()
if (!isMainThread && kind.includes('exit')) process.exit()
