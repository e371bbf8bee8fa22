// How the cost of logging grows: each series should be flat, or rise in a straight line.
import { createServer } from 'node:net'
import { once } from 'node:events'
import { load } from './packages.mjs'
import { loadParts } from './internals.mjs'
import { plotGrowth } from './plot.mjs'
import { cutAtSeam, dsn } from './seam.mjs'
import { message, nested, request, wide } from './workload.mjs'

/** @typedef {{ readonly name: string, readonly unit: string, readonly points: { x: number, y: number }[] }} Series */

const { createClient, close } = await load('core')
const rounds = 7

/** Nanoseconds of this process for one call, of which others at work on the machine take nothing away. */
function timePerCall(run, calls) {
  for (let call = 0; call < calls; call += 1) run()
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage()
    for (let call = 0; call < calls; call += 1) run()
    const { user, system } = process.cpuUsage(before)
    return ((user + system) * 1000) / calls
  })
  return times.toSorted((a, b) => a - b)[rounds >> 1]
}

const series = (name, unit, sizes, measure) => {
  const points = sizes.map((x) => ({ x, y: measure(x) }))
  return { name, unit, points }
}

/** What waits while nobody answers: cost of a line by how full the queue is. */
async function queueFill() {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const maxQueueBytes = 2 * 1024 * 1024
  const client = createClient({
    dsn: `http://key@127.0.0.1:${silent.address().port}/1`,
    maxQueueBytes,
    shutdownTimeoutMs: 0,
  })
  const log = () => client.capture({ level: 'info', body: message, attributes: request() })
  const points = []
  for (let filled = 0; filled < 20; filled += 1) {
    points.push({ x: client.stats.queued, y: timePerCall(log, 200) })
    await new Promise((resolve) => setImmediate(resolve))
  }
  await close(0)
  silent.close()
  return { name: 'logs that wait already', unit: 'ns a line', points }
}

const waiting = await queueFill()
cutAtSeam()
const client = createClient({ dsn })
const capture = (attributes) => () => client.capture({ level: 'info', body: message, attributes })
const [envelope, compression] = await loadParts(['delivery/envelope', 'delivery/compress'])
const seal = (size) => {
  const log = JSON.stringify({ body: message, attributes: request() })
  const logs = Array.from({ length: size }, () => log)
  return () => compression.compress(envelope.serializeLogs({}, logs), 'br')
}
const clients = (count) => {
  const all = Array.from({ length: count }, () => createClient({ dsn }))
  let at = 0
  return () =>
    all[(at += 1) % count].capture({ level: 'info', body: message, attributes: request() })
}

const all = [
  series('lines in a row', 'ns a line', [1000, 4000, 16_000, 64_000], (lines) =>
    timePerCall(capture(request()), lines),
  ),
  series('attributes of a line', 'ns a line', [1, 8, 16, 32, 64, 128], (size) =>
    timePerCall(capture(wide(size)), 4000),
  ),
  series('objects in each other', 'ns a line', [1, 2, 3, 4, 5, 6], (depth) =>
    timePerCall(capture(nested(depth)), 8000),
  ),
  series('logs of an envelope', 'ns an envelope', [1, 10, 25, 50, 75, 100], (size) =>
    timePerCall(seal(size), 50),
  ),
  series('loggers', 'ns a line', [1, 4, 16, 64, 256], (count) => timePerCall(clients(count), 8000)),
  waiting,
]

// How the cost follows the size, from the middle on: 0 is flat, 1 a straight line, 2 a square.
const steepness = ({ points }) => {
  const [from, to] = [points[points.length >> 1], points.at(-1)]
  return Math.log(to.y / from.y) / Math.log(to.x / from.x)
}
console.table(
  all.map((one) => ({
    'grows with': one.name,
    sizes: one.points.map(({ x }) => x).join(' '),
    cost: one.points.map(({ y }) => Math.round(y)).join(' '),
    unit: one.unit,
    exponent: steepness(one).toFixed(2),
  })),
)
await plotGrowth(all)
