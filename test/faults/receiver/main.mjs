// A receiver in a process of its own, which counts what it is sent and can go wrong in every way.
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { loopbackCertificate, strangeCertificate } from '../../support/certificate.mjs'
import { isCulprit } from '../lines.mjs'
import { answer, settings } from '../answer.mjs'
import { Door } from './door.mjs'
import { Ledger } from './ledger.mjs'
import { Limit } from './limit.mjs'
import { Pace } from './pace.mjs'
import { readEnvelope } from './read.mjs'
import { Reports } from './reports.mjs'
import { Traffic } from './traffic.mjs'

const { tls, keepsRequests, linesPerSecond, loggers } = settings
const ledger = new Ledger(loggers)
const reports = new Reports()
const traffic = new Traffic()
const limit = new Limit()
const kept = []
/** The last logs of each connection, which whoever gives up a request closes. */
const lastLogs = new WeakMap()
let pace = new Pace(linesPerSecond)
let mode = { kind: 'fine' }

async function receive(request, response) {
  const end = traffic.begin()
  response.once('close', end)
  const body = await buffer(request).catch(() => undefined)
  if (body === undefined) return
  const { method, url, headers, socket } = request
  if (keepsRequests) {
    kept.push({ method, url, headers, body: body.toString('base64'), at: Date.now() })
  }
  const { type, payload } = await readEnvelope(body, headers['content-encoding'])
  // Who was cut off meanwhile is not served any more.
  if (socket.destroyed) return
  const logs = type === 'log' ? payload.items : []
  const { status, isStored, headers: more = {} } = judge(logs)
  if (isStored) {
    ledger.store(logs)
    if (type === 'client_report') reports.add(payload)
  }
  if (mode.kind === 'hang' || mode.kind === 'deaf') return
  if (mode.kind === 'reset' || mode.kind === 'answer lost') {
    if (isStored) ledger.leaveUnanswered(logs)
    socket.resetAndDestroy()
    return
  }
  if (isStored) follow(socket, logs)
  await pace.pass(logs.length)
  end()
  response.writeHead(status, { 'content-type': 'application/json', ...more })
  if (mode.kind === 'slow body') dribble(response)
  else response.end('{}')
}

/** What becomes of a request by the mode of this moment. */
function judge(logs) {
  switch (mode.kind) {
    case 'hang':
    case 'deaf':
    case 'reset':
      return { status: 0, isStored: false }
    case 'status':
      return { status: mode.status, isStored: false, headers: mode.headers }
    case 'refuse':
      return logs.some(({ body }) => isCulprit(body))
        ? { status: mode.status, isStored: false }
        : { status: 200, isStored: true }
    case 'limit':
      return limit.judge(mode, logs)
    case 'answer lost':
      // A report would be sent again, and counted twice.
      return { status: 0, isStored: logs.length > 0 }
    default:
      return { status: 200, isStored: true }
  }
}

/** Remembers what may be sent again: the logs whose connection ends before it is used again. */
function follow(socket, logs) {
  if (!lastLogs.has(socket)) {
    socket.once('close', () => ledger.leaveUnanswered(lastLogs.get(socket)))
  }
  lastLogs.set(socket, logs)
}

function dribble(response) {
  response.write('{')
  const timer = setInterval(() => response.write(' '), 100)
  response.once('close', () => clearInterval(timer))
}

const http = tls ? createTlsServer(loopbackCertificate) : createServer()
http.on('request', (request, response) => void receive(request, response))
// Who is sent a broken certificate, or is cut off, ends the connection.
for (const event of ['clientError', 'tlsClientError']) {
  http.on(event, (_error, socket) => socket.destroy())
}
const door = new Door(http)

async function enter(next) {
  if (mode.kind === 'refused') await door.open()
  mode = next
  switch (next.kind) {
    case 'fine':
      await door.open()
      if (tls) http.setSecureContext(loopbackCertificate)
      break
    case 'refused':
      await door.close()
      break
    case 'limit':
      limit.renew()
      break
    case 'cut':
      door.cut()
      break
    case 'deaf':
      door.beDeaf()
      break
    case 'strange certificate':
      http.setSecureContext(strangeCertificate)
      door.cut()
      break
  }
}

answer({
  open: async () => {
    await door.open()
    return door.port
  },
  /** Changes how it answers; resolves to what was stored before. */
  enter: async (next) => {
    await enter(next)
    const { measures } = traffic
    traffic.reset()
    return { stored: ledger.stored, ...measures }
  },
  hurry: () => void (pace = new Pace()),
  progress: () => ({
    stored: ledger.stored,
    settled: ledger.stored + reports.lines + limit.lines,
  }),
  missing: (count) => ledger.missing(count),
  summary: (sent) => ({
    ...ledger.summary(sent),
    ...traffic.measures,
    reported: reports.sums,
    limitedLines: limit.lines,
    limitedRequests: limit.requests,
    keptRequests: kept,
  }),
})
