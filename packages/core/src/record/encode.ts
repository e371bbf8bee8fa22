import { type Draft, parameterPrefix, templateName } from './draft.ts'
import type { Attributes, AttributeValue } from '../log.ts'
import { severityNumberOf, severityOf } from '../severity.ts'
import { createAttributes } from '../values/attribute-bag.ts'
import { fits, truncate } from '../values/utf8.ts'

/** One log item as JSON text, with its size as Sentry bills it. */
export interface Encoding {
  readonly json: string
  readonly billedBytes: number
}

// Relay takes a log of 1 MiB (2 MiB since 2026); half of it leaves room for what it adds.
const maxLogBytes = 524_288

/** Encodes a log; one that is too large is cut and marked until it fits. */
export function encodeLog(draft: Draft, sequence: number): Encoding {
  const level = severityOf(draft.severityNumber)
  draft.attributes['sentry.timestamp.sequence'] = sequence
  if (draft.severityNumber !== severityNumberOf(level)) {
    // The server does not store the top-level number.
    draft.attributes['sentry.severity_number'] = draft.severityNumber
  }
  dropLoneTemplate(draft.attributes)
  // A body that is too long by itself is not even written once.
  let fitting = draft.body.length > maxLogBytes ? cut(draft, maxLogBytes / 4) : draft
  let json = toJson(fitting)
  for (let limit = maxLogBytes / 4; !fits(json, maxLogBytes); limit /= 2) {
    fitting = cut(draft, limit)
    json = toJson(fitting)
  }
  return { json, billedBytes: billedBytesOf(fitting) }
}

/**
 * Bytes that Sentry counts for a log: body, attribute names and values, 8 for a number, 1 for a
 * boolean (Relay's canonical size).
 */
export function billedBytesOf({ body, attributes }: Pick<Draft, 'body' | 'attributes'>): number {
  let bytes = Buffer.byteLength(body)
  for (const name in attributes) {
    const value = attributes[name]
    if (value !== undefined) bytes += Buffer.byteLength(name) + valueBytes(value)
  }
  return bytes
}

function toJson(draft: Draft): string {
  let members = ''
  for (const name in draft.attributes) {
    const value = draft.attributes[name]
    if (value === undefined) continue
    members += `${members === '' ? '' : ','}${JSON.stringify(name)}:${toMember(value)}`
  }
  const span = draft.spanId === undefined ? '' : `"span_id":"${draft.spanId}",`
  return (
    `{"timestamp":${draft.time / 1000},"trace_id":"${draft.traceId}",${span}` +
    `"level":"${severityOf(draft.severityNumber)}","severity_number":${draft.severityNumber},` +
    `"body":${JSON.stringify(draft.body)},"attributes":{${members}}}`
  )
}

function toMember(value: AttributeValue): string {
  if (typeof value === 'string') return `{"value":${JSON.stringify(value)},"type":"string"}`
  if (typeof value === 'boolean') return `{"value":${value},"type":"boolean"}`
  if (typeof value !== 'number') return `{"value":${JSON.stringify(value)},"type":"array"}`
  return `{"value":${value},"type":"${Number.isSafeInteger(value) ? 'integer' : 'double'}"}`
}

function valueBytes(value: AttributeValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return 8
  if (typeof value === 'boolean') return 1
  let bytes = 0
  for (const element of value) bytes += valueBytes(element)
  return bytes
}

function cut(draft: Draft, limit: number): Draft {
  const valueLimit = limit / 64
  const attributes = createAttributes()
  for (const [name, value] of Object.entries(draft.attributes)) {
    if (name.length > valueLimit) continue
    if (valueBytes(value) <= valueLimit) attributes[name] = value
    else if (typeof value === 'string') attributes[name] = truncate(value, valueLimit)
  }
  dropLoneTemplate(attributes)
  return { ...draft, body: truncate(draft.body, limit), attributes }
}

/** Sentry takes no template without a parameter; a hook, or a cut, may have taken the last one away. */
function dropLoneTemplate(attributes: Attributes): void {
  if (!(templateName in attributes)) return
  for (const name in attributes) if (name.startsWith(parameterPrefix)) return
  delete attributes[templateName]
}
