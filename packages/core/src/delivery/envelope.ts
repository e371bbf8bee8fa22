import { stringify } from '../values/stringify.ts'
import type { DiscardedEvent } from './drops.ts'

/** The first line of an envelope. */
export interface EnvelopeHeader {
  readonly sdk?: { readonly name: string; readonly version: string }
  /** Only for a tunnel, which learns from it where to send the envelope on. */
  readonly dsn?: string | undefined
}

const containerStart = '{"version":2,"items":['
const containerEnd = ']}'

/** Bytes of the JSON around the logs of an envelope, without the commas between them. */
export const containerBytes: number = containerStart.length + containerEnd.length

/**
 * Writes an envelope with one item that holds all the logs, each given as JSON text.
 *
 * There is no `sent_at`: the server would shift the logs of an envelope that waited by the difference.
 *
 * @see https://develop.sentry.dev/sdk/telemetry/logs/
 */
export function serializeLogs(header: EnvelopeHeader, logs: readonly string[]): Uint8Array {
  return serialize(
    header,
    {
      type: 'log',
      item_count: logs.length,
      content_type: 'application/vnd.sentry.items.log+json',
    },
    containerStart + logs.join(',') + containerEnd,
  )
}

/** Reads the logs back, each as the JSON text that was given to {@link serializeLogs}. */
export function parseLogs(envelope: Uint8Array): string[] {
  const text = Buffer.from(envelope).toString()
  const items = text.slice(text.indexOf(containerStart) + containerStart.length)
  return splitItems(items.slice(0, items.lastIndexOf(containerEnd)))
}

/** Gives an envelope another first line. */
export function replaceHeader(envelope: Uint8Array, header: EnvelopeHeader): Uint8Array {
  const rest = envelope.subarray(envelope.indexOf(0x0a))
  return Buffer.concat([Buffer.from(JSON.stringify(header)), rest])
}

/**
 * Writes an envelope that tells what was dropped; `time` is in milliseconds since 1970.
 *
 * @see https://develop.sentry.dev/sdk/telemetry/client-reports/
 */
export function serializeClientReport(
  header: EnvelopeHeader,
  discardedEvents: readonly DiscardedEvent[],
  time: number,
): Uint8Array {
  const report = { timestamp: time / 1000, discarded_events: discardedEvents }
  return serialize(header, { type: 'client_report' }, stringify(report))
}

function serialize(header: EnvelopeHeader, itemHeader: object, payload: string): Uint8Array {
  const content = Buffer.from(`${payload}\n`)
  const itemLine = stringify({ ...itemHeader, length: content.byteLength - 1 })
  return Buffer.concat([Buffer.from(`${stringify(header)}\n${itemLine}\n`), content])
}

/** Splits JSON texts at the commas between them; parsing them would change numbers. */
function splitItems(text: string): string[] {
  const items: string[] = []
  let depth = 0
  let start = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/g)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    else if (token === ',' && depth === 0) {
      items.push(text.slice(start, index))
      start = index + 1
    }
  }
  items.push(text.slice(start))
  return items
}
