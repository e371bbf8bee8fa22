import type { Envelope } from './framing.ts'
import { isObject } from './json.ts'
import { maxLogBytes } from './log.ts'
import type { Note } from './problem.ts'
import { show } from './problem.ts'

const headerKeys = new Set(['dsn', 'sdk', 'sent_at', 'trace', 'event_id'])
const itemKeys = new Set(['type', 'length', 'content_type', 'item_count'])
const knownTypes = new Set([
  'attachment',
  'check_in',
  'client_report',
  'event',
  'feedback',
  'log',
  'profile',
  'profile_chunk',
  'replay_event',
  'replay_recording',
  'session',
  'sessions',
  'span',
  'trace_metric',
  'transaction',
  'user_report',
])
/** Beyond this the server takes the clock for wrong and shifts every timestamp. */
const maxDriftMs = 60_000
const maxContainerBytes = 12 * maxLogBytes
const maxReportBytes = 100 * 1024
const maxReports = 100

/** Judges the headers and what stands together in one envelope. */
export function judgeComposition({ header, items }: Envelope, note: Note, now: number): void {
  for (const name of Object.keys(header))
    if (!headerKeys.has(name)) note('header', `envelope header has ${name}`)
  if (header['sent_at'] !== undefined) judgeSentAt(header['sent_at'], note, now)
  if (header['sdk'] !== undefined) judgeSdk(header['sdk'], note)
  for (const item of items) judgeItemHeader(item.header, note)
  const types = new Set(items.map((item) => String(item.header['type'])))
  if (!types.has('log')) return
  if (header['trace'] !== undefined) note('header-trace', show(header['trace']))
  if (header['event_id'] !== undefined) note('header', 'event_id beside logs')
  for (const type of types)
    if (type !== 'log' && type !== 'client_report') note('mixed-kinds', `log beside ${type}`)
}

/** What the server measures before it accepts. Text: the envelope is refused with 413. */
export function judgeSizes({ items }: Envelope, note: Note): string | undefined {
  const logs = items.filter((item) => item.header['type'] === 'log')
  const reports = items.filter((item) => item.header['type'] === 'client_report')
  const reportBytes = reports.reduce((sum, { payload }) => sum + payload.length, 0)
  let refusal: string | undefined
  if (logs.length > 1) note('log-items', (refusal = `${logs.length} log items in one envelope`))
  for (const { header, payload } of logs) {
    const count = Number(header['item_count']) || 1
    if (payload.length > maxContainerBytes || payload.length / count > maxLogBytes)
      note('container-size', (refusal = `${payload.length} bytes for ${count} logs`))
  }
  if (reportBytes > maxReportBytes || reports.length > maxReports)
    note('client-report', (refusal = `${reports.length} reports of ${reportBytes} bytes`))
  return refusal
}

function judgeSentAt(sentAt: unknown, note: Note, now: number): void {
  const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)$/
  if (typeof sentAt !== 'string' || !pattern.test(sentAt))
    note('sent-at', `sent_at is ${show(sentAt)}`)
  else if (!(Math.abs(Date.parse(sentAt) - now) <= maxDriftMs))
    note('sent-at', `sent_at ${sentAt} was received at ${new Date(now).toISOString()}`)
}

function judgeSdk(sdk: unknown, note: Note): void {
  if (!isObject(sdk) || typeof sdk['name'] !== 'string' || typeof sdk['version'] !== 'string')
    note('header', `sdk is ${show(sdk)}`)
}

function judgeItemHeader(header: Readonly<Record<string, unknown>>, note: Note): void {
  const { type } = header
  if (typeof type !== 'string' || !knownTypes.has(type)) note('item-type', `type is ${show(type)}`)
  if (type !== 'log' && type !== 'client_report') return
  for (const name of Object.keys(header))
    if (!itemKeys.has(name)) note('item-header', `item header has ${name}`)
}
