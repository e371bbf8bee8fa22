// What a line costs by how many wait already, because nobody answers; as JSON.
import { createServer } from 'node:net'
import { once } from 'node:events'
import { load } from './packages.mjs'
import { message, request } from './workload.mjs'

const { createClient, close } = await load('core')
const silent = createServer().listen(0, '127.0.0.1')
await once(silent, 'listening')
const blockLines = 1600

const create = () =>
  createClient({
    dsn: `http://key@127.0.0.1:${silent.address().port}/1`,
    maxQueueBytes: 2 * 1024 * 1024,
    shutdownTimeoutMs: 0,
  })

/** Nanoseconds of this process for a line, the compression of its envelope included. */
async function timeBlock(client) {
  const before = process.cpuUsage()
  for (let line = 0; line < blockLines; line += 1) {
    client.capture({ level: 'info', body: message, attributes: request() })
  }
  const { user, system } = process.cpuUsage(before)
  await new Promise((resolve) => setImmediate(resolve))
  return ((user + system) * 1000) / blockLines
}

const warmUp = create()
for (let block = 0; block < 15; block += 1) await timeBlock(warmUp)
await warmUp.close(0)

const client = create()
const points = []
for (let block = 0; block < 20; block += 1) {
  points.push({ x: client.stats.queued, y: await timeBlock(client) })
}
await close(0)
silent.close()
console.log(JSON.stringify({ name: 'logs that wait already', unit: 'ns a line', points }))
