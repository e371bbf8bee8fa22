import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { buffer } from 'node:stream/consumers'

import { Arrivals } from './relay/arrivals.ts'
import type { Project } from './relay/auth.ts'
import { answers, Behaviours, keeps, play, type Behaviour } from './relay/behaviour.ts'
import { realNow } from './relay/clock.ts'
import type { ClientReport } from './relay/client-report.ts'
import type { Item } from './relay/framing.ts'
import { judge, type RawRequest, type Verdict } from './relay/judge.ts'
import type { StoredLog } from './relay/log.ts'
import type { Problem } from './relay/problem.ts'

export { billedBytes } from './relay/billing.ts'
export type { Behaviour } from './relay/behaviour.ts'
export type { StoredLog } from './relay/log.ts'
export type { Rule } from './relay/problem.ts'

/** One request with an envelope, as it came and what came of it. */
export interface ReceivedEnvelope {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** The body's `Content-Encoding`; `identity` without one. */
  readonly encoding: string
  /** Length of the body on the wire. */
  readonly wireBytes: number
  /** The body, decoded. */
  readonly bytes: Buffer
  readonly header: Readonly<Record<string, unknown>>
  readonly items: readonly Item[]
  /** Logs that would be stored if the envelope is accepted. */
  readonly logs: readonly StoredLog[]
  /** `status` is undefined when no answer was given. */
  outcome: { readonly status: number | undefined; readonly problems: readonly Problem[] }
}

export interface RelayOptions {
  /** Default: a free one. Lets a relay come back where another was closed. */
  readonly port?: number
  /** Key and certificate in PEM: answers https. */
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer }
  /** The server's clock, in milliseconds. Default: the real one, also under fake timers. */
  readonly now?: () => number
}

/** A receiver on loopback that judges every byte as Sentry's Relay would. */
export interface Relay extends AsyncDisposable {
  readonly port: number
  readonly url: string
  readonly dsn: string
  /** Options of a client that delivers to here from the thread it is in. */
  readonly options: { readonly dsn: string; readonly worker: false }
  /** A URL that takes envelopes as a tunnel does: who sends stands in the envelope's own header. */
  readonly tunnel: string
  /** What Sentry would store, in order of arrival. */
  readonly logs: StoredLog[]
  readonly reports: ClientReport[]
  readonly envelopes: ReceivedEnvelope[]
  /** Every rule that something broke. */
  readonly problems: Problem[]
  /** Connections that were opened so far. */
  readonly connections: number
  /** Most requests that were open at the same time. */
  readonly peakRequests: number
  /** Changes the answers from the next envelope on. Of several behaviours the first that applies is used. */
  behave(behaviour: Behaviour | readonly Behaviour[] | 'normal'): void
  /** Resolves when so many have arrived in all; rejects after `timeoutMs` (default 5000). */
  waitForLogs(count: number, timeoutMs?: number): Promise<StoredLog[]>
  waitForEnvelopes(count: number, timeoutMs?: number): Promise<ReceivedEnvelope[]>
  waitForReports(count: number, timeoutMs?: number): Promise<ClientReport[]>
  /** Cuts every connection and frees the port. */
  close(): Promise<void>
}

const project: Project = { publicKey: 'b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a', projectId: '1' }
const defaultTimeoutMs = 5000

/** Starts a relay on a free port of 127.0.0.1. */
export async function startRelay(options: RelayOptions = {}): Promise<Relay> {
  const now = options.now ?? realNow
  const logs = new Arrivals<StoredLog>('logs')
  const reports = new Arrivals<ClientReport>('client reports')
  const envelopes = new Arrivals<ReceivedEnvelope>('envelopes')
  const problems: Problem[] = []
  const behaviours = new Behaviours()
  let connections = 0
  let openRequests = 0
  let peakRequests = 0

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    openRequests += 1
    peakRequests = Math.max(peakRequests, openRequests)
    response.once('close', () => (openRequests -= 1))
    const body = await read(request)
    if (body === undefined) return
    const { method = '', url = '', headers } = request
    const verdict = await judge({ method, url, headers, body }, project, now())
    const envelope = toEnvelope({ method, url, headers, body }, verdict)
    const behaviour = behaviours.next(envelope)
    const status = behaviour.status ?? verdict.status
    if (answers(behaviour)) envelope.outcome = { ...envelope.outcome, status }
    problems.push(...verdict.problems)
    if (keeps(behaviour, status)) {
      logs.add(verdict.logs)
      reports.add(verdict.reports)
    }
    envelopes.add([envelope])
    play(behaviour, status, answerBody(status, verdict.detail), request, response)
  }

  const server: Server = options.tls === undefined ? createServer() : createTlsServer(options.tls)
  server.on('request', (request, response) => void receive(request, response))
  server.on('connection', () => (connections += 1))
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const scheme = options.tls === undefined ? 'http' : 'https'
  const url = `${scheme}://127.0.0.1:${port}`

  const close = async (): Promise<void> => {
    for (const arrivals of [logs, reports, envelopes]) arrivals.end()
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  const dsn = `${scheme}://${project.publicKey}@127.0.0.1:${port}/${project.projectId}`
  return {
    port,
    url,
    dsn,
    options: { dsn, worker: false },
    tunnel: `${url}/tunnel`,
    logs: logs.items,
    reports: reports.items,
    envelopes: envelopes.items,
    problems,
    get connections() {
      return connections
    },
    get peakRequests() {
      return peakRequests
    },
    behave: (behaviour) => behaviours.set(behaviour === 'normal' ? [] : [behaviour].flat()),
    waitForLogs: (count, timeoutMs = defaultTimeoutMs) => logs.waitFor(count, timeoutMs),
    waitForEnvelopes: (count, timeoutMs = defaultTimeoutMs) => envelopes.waitFor(count, timeoutMs),
    waitForReports: (count, timeoutMs = defaultTimeoutMs) => reports.waitFor(count, timeoutMs),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function toEnvelope({ body, ...request }: RawRequest, verdict: Verdict): ReceivedEnvelope {
  const { bytes, header, items, logs, problems } = verdict
  const encoding = request.headers['content-encoding'] ?? 'identity'
  const outcome = { status: undefined, problems }
  return { ...request, encoding, wireBytes: body.length, bytes, header, items, logs, outcome }
}

/** The whole body; undefined when the sender gave up before its end. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  try {
    return await buffer(request)
  } catch {
    return undefined
  }
}

function answerBody(status: number, detail: string | undefined): string {
  return status >= 200 && status < 300 ? '{}' : JSON.stringify({ detail: detail ?? '', causes: [] })
}
