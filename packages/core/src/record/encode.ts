import type { Draft, Head } from './draft.ts'
import type { Attributes } from '../log.ts'
import { memberJson, valueBytes } from './member.ts'
import type { TextSink } from './text-sink.ts'
import { severityNumberOf, severityOf } from '../severity.ts'
import { createBag } from '../values/bag.ts'
import { parameterPrefix, templateName } from '../values/attribute-key.ts'
import { stringify } from '../values/stringify.ts'
import { fits, isPlainText, truncate } from '../values/utf8.ts'

/** One log item as JSON text, with its size as Sentry bills it. */
export interface Encoding {
  readonly json: string
  readonly billedBytes: number
}

// Relay takes a log of 1 MiB (2 MiB since 2026); half of it leaves room for what it adds.
const maxLogBytes = 524_288

export const sequenceName = 'sentry.timestamp.sequence'
export const severityNumberName = 'sentry.severity_number'

/** Encodes a log; one that is too large is cut and marked until it fits. */
export function encodeLog(draft: Draft, sequence: number): Encoding {
  if (hasOwnNumber(draft)) draft.attributes[severityNumberName] = draft.severityNumber
  draft.attributes[sequenceName] = sequence
  dropLoneTemplate(draft.attributes)
  // A body that is too long by itself is not even written once.
  let fitting = isTooLong(draft) ? cut(draft, maxLogBytes / 4) : draft
  let json = toJson(fitting)
  for (let limit = maxLogBytes / 4; !fits(json, maxLogBytes); limit /= 2) {
    fitting = cut(draft, limit)
    json = toJson(fitting)
  }
  return { json, billedBytes: billedBytesOf(fitting) }
}

/**
 * Encodes a log of which `sink` has all attributes but the sequence, which it holds the place of.
 * Undefined for one that is too large: that one must be cut.
 */
export function encodeWritten(head: Head, sink: TextSink, sequence: number): Encoding | undefined {
  const { body } = head
  const isPlain = isPlainText(body, maxLogBytes)
  const bodyJson = isPlain ? `"${body}"` : stringify(body)
  const json =
    headJson(head) +
    bodyJson +
    `,"attributes":{${sink.json}"${sequenceName}":{"type":"integer","value":${sequence}}}}`
  if (!fits(json, maxLogBytes)) return undefined
  const bodyBytes = isPlain ? body.length : Buffer.byteLength(body)
  return { json, billedBytes: bodyBytes + sequenceName.length + 8 + sink.billedBytes }
}

/** The server does not store the top-level number: one that the text does not imply is an attribute, too. */
export const hasOwnNumber = ({ severityNumber }: Head): boolean =>
  severityNumber !== severityNumberOf(severityOf(severityNumber))

export const isTooLong = ({ body }: Head): boolean => body.length > maxLogBytes

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
    if (value !== undefined) members += memberJson(name, value)
  }
  return `${headJson(draft)}${stringify(draft.body)},"attributes":{${members.slice(0, -1)}}}`
}

const headEnds = Array.from({ length: 25 }, (_, number) => {
  const level = severityOf(number)
  return `"level":"${level}","severity_number":${number},"timestamp":`
})

let lastTime = NaN
let lastSeconds = ''

/** What stands before the body: first what the log before mostly has, too, which compresses to nothing. */
function headJson({ time, traceId, spanId, severityNumber }: Head): string {
  // Many lines have the time of the one before, and to write a fraction takes long.
  if (time !== lastTime) {
    lastTime = time
    lastSeconds = String(time / 1000)
  }
  const span = spanId === undefined ? '' : `"span_id":"${spanId}",`
  const end = headEnds[severityNumber] ?? ''
  return `{"trace_id":"${traceId}",${span}${end}${lastSeconds},"body":`
}

function cut(draft: Draft, limit: number): Draft {
  const valueLimit = limit / 64
  const attributes: Attributes = createBag()
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
