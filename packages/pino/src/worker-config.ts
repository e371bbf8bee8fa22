import { parentPort, workerData } from 'node:worker_threads'
import { isConfigMessage } from './logger-config.ts'

type Use = (message: unknown) => void

const followers: Use[] = []
const told: unknown[] = []

/**
 * Follows what loggers tell pino's worker of their keys and levels, each in a message of its own.
 *
 * None comes outside of such a worker, and to a transport that no logger was made with.
 */
export function followConfig(use: Use): void {
  const data = dataOfPino()
  if (data === undefined) return
  // The custom levels of `pino({ transport })`; the message may have gone to another transport alone,
  // which was loaded earlier.
  if ('levels' in data) use({ code: 'PINO_CONFIG', config: { levels: { values: data.levels } } })
  for (const message of told) use(message)
  followers.push(use)
  if (followers.length === 1) parentPort?.on('message', receive)
}

function receive(message: unknown): void {
  if (!isConfigMessage(message)) return
  // pino makes its pipelines after its targets: another transport may still come.
  told.push(message)
  for (const use of followers) use(message)
}

/**
 * Calls back when every message has arrived that was sent before now.
 *
 * Lines come over shared memory and are here before a message that was sent earlier: that one comes
 * with the next turn of the event loop, which is over with the second of two immediates.
 */
export const afterMessages = (callback: () => void): void => {
  setImmediate(setImmediate, callback)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What pino gave its worker; undefined elsewhere, and where pino is too old to tell anything. */
function dataOfPino(): object | undefined {
  const outer: unknown = workerData
  if (!isObject(outer) || !('workerData' in outer)) return undefined
  const data = outer.workerData
  if (!isObject(data) || !('pinoWillSendConfig' in data)) return undefined
  return data.pinoWillSendConfig === true ? data : undefined
}
