import type { StoredAttribute, StoredValue } from './attribute.ts'
import { judgeAttribute } from './attribute.ts'
import { billedBytes } from './billing.ts'
import { isIntegerLiteral, isObject, member } from './json.ts'
import type { Note } from './problem.ts'
import { show } from './problem.ts'

/** A log as Sentry would store it. */
export interface StoredLog {
  /** Seconds since 1970, as it was sent. */
  readonly timestamp: number
  readonly traceId: string
  readonly spanId?: string
  readonly level: string
  readonly severityNumber?: number
  readonly body: string
  /** Name to plain value, without what Relay would have removed. */
  readonly attributes: Readonly<Record<string, StoredValue>>
  /** Name to wire type: string, integer, double, boolean or array. */
  readonly types: Readonly<Record<string, string>>
  /** What Sentry bills for it. */
  readonly billedBytes: number
  /** The log as it was sent. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** Lowest severity number of each level; its range is this one and the three after it. */
const levels: ReadonlyMap<unknown, number> = new Map([
  ['trace', 1],
  ['debug', 5],
  ['info', 9],
  ['warn', 13],
  ['error', 17],
  ['fatal', 21],
])
const fields = new Set([
  'timestamp',
  'trace_id',
  'span_id',
  'level',
  'body',
  'severity_number',
  'attributes',
])
/** The limit of self-hosted servers and of the documentation; Sentry's own takes twice as much. */
export const maxLogBytes: number = 1024 * 1024
const retentionSeconds = 90 * 86_400
const maxSecondsInFuture = 60

/** Judges one log of a container. Undefined: Relay would lose it. `now` is in milliseconds. */
export function judgeLog(
  log: unknown,
  literals: unknown,
  note: Note,
  now: number,
): StoredLog | undefined {
  if (!isObject(log)) {
    note('log-shape', `log is ${show(log)}`)
    return undefined
  }
  for (const name of Object.keys(log)) if (!fields.has(name)) note('log-shape', `log has ${name}`)
  const timestamp = judgeTimestamp(log['timestamp'], note, now)
  const traceId = judgeTraceId(log['trace_id'], note)
  const level = judgeLevel(log['level'], note)
  const body = judgeBody(log['body'], note)
  const spanId = judgeSpanId(log['span_id'], note)
  const severityNumber = judgeSeverityNumber(log, member(literals, 'severity_number'), note)
  const attributes = judgeAttributes(log['attributes'], member(literals, 'attributes'), note)
  const size = billedBytes(log)
  if (size > maxLogBytes) note('log-size', `log of ${size} bytes`)
  if (size > maxLogBytes || timestamp === undefined || traceId === undefined) return undefined
  if (level === undefined || body === undefined) return undefined
  return {
    timestamp,
    traceId,
    ...(spanId === undefined ? {} : { spanId }),
    level,
    ...(severityNumber === undefined ? {} : { severityNumber }),
    body,
    attributes: pick(attributes, 'value'),
    types: pick(attributes, 'type'),
    billedBytes: size,
    raw: log,
  }
}

function judgeTimestamp(timestamp: unknown, note: Note, now: number): number | undefined {
  if (typeof timestamp !== 'number') {
    note('timestamp', `timestamp is ${show(timestamp)}`)
    return undefined
  }
  const age = now / 1000 - timestamp
  if (age < -maxSecondsInFuture) note('timestamp', `${timestamp} is ${-age} s in the future`)
  if (age <= retentionSeconds) return timestamp
  note('timestamp', `${timestamp} is older than is kept`)
  return undefined
}

function judgeTraceId(traceId: unknown, note: Note): string | undefined {
  if (typeof traceId !== 'string' || !/^(?!0+$)[\da-f]{32}$/.test(traceId))
    note('trace-id', `trace_id is ${show(traceId)}`)
  return typeof traceId === 'string' && /^(?!0+$)[\da-f]{32}$/i.test(traceId)
    ? traceId.toLowerCase()
    : undefined
}

function judgeSpanId(spanId: unknown, note: Note): string | undefined {
  if (spanId === undefined) return undefined
  if (typeof spanId === 'string' && /^(?!0+$)[\da-f]{16}$/.test(spanId)) return spanId
  note('span-id', `span_id is ${show(spanId)}`)
  return undefined
}

function judgeLevel(level: unknown, note: Note): string | undefined {
  if (!levels.has(level)) note('level', `level is ${show(level)}`)
  return typeof level === 'string' ? level : undefined
}

function judgeBody(body: unknown, note: Note): string | undefined {
  if (typeof body === 'string') return body
  note('body-text', `body is ${show(body)}`)
  return undefined
}

function judgeSeverityNumber(
  log: Readonly<Record<string, unknown>>,
  literal: unknown,
  note: Note,
): number | undefined {
  const { severity_number: severityNumber, level } = log
  if (severityNumber === undefined) return undefined
  const ofLevel = levels.get(level)
  const [lowest, highest] = ofLevel === undefined ? [1, 24] : [ofLevel, ofLevel + 3]
  if (
    typeof severityNumber === 'number' &&
    isIntegerLiteral(literal) &&
    severityNumber >= lowest &&
    severityNumber <= highest
  )
    return severityNumber
  note('severity-number', `severity_number is ${show(literal)} of level ${show(level)}`)
  return undefined
}

function judgeAttributes(
  attributes: unknown,
  literals: unknown,
  note: Note,
): ReadonlyMap<string, StoredAttribute> {
  const stored = new Map<string, StoredAttribute>()
  if (attributes === undefined) return stored
  if (!isObject(attributes)) {
    note('attribute-shape', `attributes is ${show(attributes)}`)
    return stored
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    const one = judgeAttribute(name, attribute, member(literals, name), note)
    if (one !== undefined) stored.set(name, one)
  }
  judgeConventions(stored, note)
  return stored
}

function judgeConventions(attributes: ReadonlyMap<string, StoredAttribute>, note: Note): void {
  const names = [...attributes.keys()]
  if (
    attributes.has('sentry.message.template') &&
    !names.some((name) => name.startsWith('sentry.message.parameter.'))
  )
    note('template', 'sentry.message.template without a parameter')
  const origin = attributes.get('sentry.origin')?.value
  if (origin !== undefined && !/^\w+(?:\.\w+)*$/.test(String(origin)))
    note('origin', `sentry.origin is ${show(origin)}`)
}

function pick<Key extends keyof StoredAttribute>(
  attributes: ReadonlyMap<string, StoredAttribute>,
  key: Key,
): Record<string, StoredAttribute[Key]> {
  return Object.fromEntries([...attributes].map(([name, attribute]) => [name, attribute[key]]))
}
