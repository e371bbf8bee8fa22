// The receiving end of every candidate, in its own process. Takes bodies as they are, and looks into them
// only when it is asked, so that it costs the candidate as little as it can.
import { createServer } from 'node:http'
import process from 'node:process'
import { answerOf } from './answers.mjs'
import { count } from './count.mjs'

const { delayMs, hang } = JSON.parse(process.argv[2] ?? '')
const quietMs = 200
const quietBoundMs = 5000

/** @type {import('./count.mjs').Arrival[]} */
const arrivals = []
let open = 0
let lastAt = 0

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks = []
  open += 1
  response.once('close', () => (open -= 1))
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    lastAt = performance.timeOrigin + performance.now()
    arrivals.push({ at: lastAt, encoding: request.headers['content-encoding'], chunks })
    if (hang) return
    const { status, headers, body } = answerOf(request.url ?? '/')
    const answer = () => response.writeHead(status, headers).end(body)
    if (delayMs > 0) setTimeout(answer, delayMs)
    else answer()
  })
})

process.on('disconnect', () => process.exit(0))
process.on('message', ({ type, lines, copies }) => {
  if (type === 'count') process.send({ type, result: count(arrivals, lines, copies) })
  else void quiet().then(() => process.send({ type }))
})
server.listen(0, '127.0.0.1', () =>
  process.send({ type: 'listening', port: server.address().port }),
)

/** Waits until nothing has been under way for a moment. */
async function quiet() {
  const end = performance.now() + quietBoundMs
  const since = performance.timeOrigin + performance.now()
  for (;;) {
    const now = performance.timeOrigin + performance.now()
    if (open === 0 && now - Math.max(lastAt, since) >= quietMs) return
    if (performance.now() >= end) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
