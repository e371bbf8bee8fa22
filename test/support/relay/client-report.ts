import type { Item } from './framing.ts'
import { decodeText } from './framing.ts'
import { isIntegerLiteral, isObject, member, parseJson } from './json.ts'
import type { Note } from './problem.ts'
import { show } from './problem.ts'

/** One entry of a client report. */
interface DiscardedEvent {
  readonly reason: string
  readonly category: string
  readonly quantity: number
}

/** The payload of a client report. */
export interface ClientReport {
  readonly timestamp?: number | string
  readonly discarded_events: readonly DiscardedEvent[]
}

const reasons = new Set([
  'queue_overflow',
  'cache_overflow',
  'buffer_overflow',
  'ratelimit_backoff',
  'network_error',
  'sample_rate',
  'before_send',
  'event_processor',
  'send_error',
  'internal_sdk_error',
  'insufficient_data',
  'backpressure',
  'ignored',
  'invalid',
])
const maxBytes = 4096

/** Judges the payload of a `client_report` item. Undefined: it cannot be read. */
export function judgeClientReport(item: Item, note: Note): ClientReport | undefined {
  const refuse = (detail: string): undefined => {
    note('client-report', detail)
    return undefined
  }
  if (item.payload.length > maxBytes) note('client-report', `${item.payload.length} bytes`)
  let parsed
  try {
    parsed = parseJson(decodeText(item.payload))
  } catch (error) {
    return refuse(String(error))
  }
  if (parsed.refused !== undefined) return refuse(parsed.refused)
  const { value, literals } = parsed
  if (!isObject(value)) return refuse(`report is ${show(value)}`)
  const { timestamp, discarded_events: events, ...others } = value
  for (const name of Object.keys(others)) note('client-report', `report has ${name}`)
  if (timestamp !== undefined && !isTimestamp(timestamp))
    note('client-report', `timestamp is ${show(timestamp)}`)
  if (!Array.isArray(events) || events.length === 0)
    return refuse(`discarded_events is ${show(events)}`)
  const eventLiterals = member(literals, 'discarded_events')
  events.forEach((event, index) => judgeEvent(event, member(eventLiterals, index), note))
  const report = { ...value, discarded_events: events.filter(isDiscardedEvent) } as ClientReport
  judgePairs(report.discarded_events, note)
  return report
}

function isTimestamp(timestamp: unknown): boolean {
  return (
    typeof timestamp === 'number' ||
    (typeof timestamp === 'string' && !Number.isNaN(Date.parse(timestamp)))
  )
}

function judgeEvent(event: unknown, literals: unknown, note: Note): void {
  if (!isDiscardedEvent(event)) {
    note('client-report', `entry is ${show(event)}`)
    return
  }
  const { reason, category, quantity, ...others } = event
  if (Object.keys(others).length > 0) note('client-report', `entry is ${show(event)}`)
  if (!reasons.has(reason)) note('client-report', `reason is ${show(reason)}`)
  if (category === 'internal') note('client-report', 'the loss of a client report was reported')
  if (quantity < 1 || !isIntegerLiteral(member(literals, 'quantity')))
    note('client-report', `quantity is ${show(member(literals, 'quantity'))}`)
}

function isDiscardedEvent(event: unknown): event is DiscardedEvent {
  return (
    isObject(event) &&
    typeof event['reason'] === 'string' &&
    typeof event['category'] === 'string' &&
    typeof event['quantity'] === 'number'
  )
}

/** Each reason is listed once a category, and a loss of logs in both of theirs. */
function judgePairs(events: readonly DiscardedEvent[], note: Note): void {
  const seen = new Set<string>()
  for (const { reason, category } of events) {
    if (seen.has(`${category} ${reason}`)) note('client-report', `${category} ${reason} twice`)
    seen.add(`${category} ${reason}`)
  }
  for (const { reason, category } of events) {
    const other = { log_item: 'log_byte', log_byte: 'log_item' }[category]
    if (other !== undefined && !seen.has(`${other} ${reason}`))
      note('client-report', `${category} ${reason} without ${other}`)
  }
}
