// How the cost of logging grows: each series should be flat, or rise in a straight line.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { load } from './packages.mjs'
import { loadParts } from './internals.mjs'
import { plotGrowth } from './plot.mjs'
import { cutAtSeam, dsn } from './seam.mjs'
import { timePerCall } from './time-per-call.mjs'
import { message, nested, request, wide } from './workload.mjs'

/** @typedef {{ readonly name: string, readonly unit: string, readonly points: { x: number, y: number }[] }} Series */

// Before the packages are loaded, which look for it once.
cutAtSeam()
const { createClient } = await load('core')
// In a process of its own, because it is about delivery.
const queueFill = fileURLToPath(new URL('queue-fill.mjs', import.meta.url))

const series = (name, unit, sizes, measure) => {
  const points = sizes.map((x) => ({ x, y: measure(x) }))
  return { name, unit, points }
}

const waiting = JSON.parse(execFileSync(process.execPath, [queueFill], { encoding: 'utf8' }))
const client = createClient({ dsn })
const capture = (attributes) => () => client.capture({ level: 'info', body: message, attributes })
timePerCall(capture(request()), 20_000)
const [envelope, compression] = await loadParts(['delivery/envelope', 'delivery/compress'])
const seal = (size) => {
  const logs = Array.from({ length: size }, () =>
    JSON.stringify({ body: message, attributes: request() }),
  )
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
