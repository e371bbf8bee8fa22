import type { IncomingHttpHeaders } from 'node:http'

import { judgeAuth, type Project } from './auth.ts'
import { judgeClientReport, type ClientReport } from './client-report.ts'
import { judgeComposition, judgeSizes } from './composition.ts'
import { judgeContainer } from './container.ts'
import { decodeBody } from './decode.ts'
import { parseFraming, type Envelope, type Item } from './framing.ts'
import type { StoredLog } from './log.ts'
import { compareWithSentry } from './parse-envelope.ts'
import type { Note, Problem, Rule } from './problem.ts'

/** A request as it came over the wire. */
export interface RawRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** What the server would answer and keep. */
export interface Verdict {
  readonly status: number
  /** Why the status is none of the 200s. */
  readonly detail?: string
  readonly problems: readonly Problem[]
  /** The decoded body; the bytes as sent when they do not decode. */
  readonly bytes: Buffer
  readonly header: Readonly<Record<string, unknown>>
  readonly items: readonly Item[]
  readonly logs: readonly StoredLog[]
  readonly reports: readonly ClientReport[]
}

const endpoint = /^(?:\/[^?]*)?\/api\/([^/]+)\/envelope(\/?)$/
const contentType = 'application/x-sentry-envelope'
/** Below this a body's length is known soon enough to be said. */
const minChunkedBytes = 1024 * 1024

/** Judges a request as Sentry's Relay would, and more strictly where it forgives. `now` is in milliseconds. */
export async function judge(request: RawRequest, project: Project, now: number): Promise<Verdict> {
  const problems: Problem[] = []
  const note: Note = (rule: Rule, detail: string) => problems.push({ rule, detail })
  const nothing = { problems, bytes: request.body, header: {}, items: [], logs: [], reports: [] }
  const url = new URL(request.url, 'http://relay')

  if (request.method !== 'POST') {
    note('method', request.method)
    return { ...nothing, status: 405, detail: 'method not allowed' }
  }
  const pathStatus = judgePath(url.pathname, project, note)
  if (pathStatus !== 200) return { ...nothing, status: pathStatus, detail: 'no such project' }
  judgeHeaders(request, note)

  let bytes: Buffer
  let envelope: Envelope
  try {
    bytes = await decode(request, note)
    envelope = frame(bytes, note)
  } catch (error) {
    return { ...nothing, status: 400, detail: String(error) }
  }
  const read = { ...nothing, bytes, header: envelope.header, items: envelope.items }
  const credentials = {
    query: url.searchParams,
    authorization: single(request.headers['x-sentry-auth']),
    userAgent: request.headers['user-agent'],
    envelopeDsn: envelope.header['dsn'],
  }
  const authorized = judgeAuth(credentials, project, note)
  judgeComposition(envelope, note, now)
  const oversize = judgeSizes(envelope, note)
  const { logs, reports } = judgeItems(envelope, note, now)
  if (!authorized) return { ...read, status: 403, detail: 'bad sentry DSN public key' }
  if (oversize !== undefined) return { ...read, status: 413, detail: oversize }
  compareWithSentry(bytes, envelope, note)
  return { ...read, status: 200, logs, reports }
}

function judgePath(path: string, project: Project, note: Note): number {
  if (path === '/tunnel') return 200
  const match = endpoint.exec(path)
  if (match === null) {
    note('path', path)
    return 404
  }
  if (match[2] === '') note('path', `${path} has no slash at its end`)
  if (match[1] === project.projectId) return 200
  note('auth-project', path)
  return 403
}

function judgeHeaders({ headers, body }: RawRequest, note: Note): void {
  if (headers['content-type'] !== contentType)
    note('content-type', headers['content-type'] ?? 'none')
  if (headers['transfer-encoding'] !== undefined && body.length < minChunkedBytes)
    note('chunked', `a body of ${body.length} bytes`)
}

async function decode({ headers, body }: RawRequest, note: Note): Promise<Buffer> {
  try {
    return await decodeBody(body, headers['content-encoding'] ?? 'identity')
  } catch (error) {
    note('encoding', String(error))
    throw error
  }
}

function frame(bytes: Buffer, note: Note): Envelope {
  try {
    if (bytes.length === 0) throw new Error('empty body')
    return parseFraming(bytes, note)
  } catch (error) {
    note('framing', String(error))
    throw error
  }
}

function judgeItems(
  { items }: Envelope,
  note: Note,
  now: number,
): Pick<Verdict, 'logs' | 'reports'> {
  const ofType = (type: string): readonly Item[] =>
    items.filter((item) => item.header['type'] === type)
  return {
    logs: ofType('log').flatMap((item) => judgeContainer(item, note, now)),
    reports: ofType('client_report')
      .map((item) => judgeClientReport(item, note))
      .filter((report) => report !== undefined),
  }
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header
}
