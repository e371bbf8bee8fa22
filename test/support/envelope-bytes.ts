import type { Relay } from './relay.ts'

/** The parts of an envelope made by hand; each replaces its part of a good one. */
export interface Parts {
  readonly header?: unknown
  readonly itemHeader?: Readonly<Record<string, unknown>>
  readonly container?: Readonly<Record<string, unknown>>
  readonly logs?: readonly unknown[]
}

const logContentType = 'application/vnd.sentry.items.log+json'

/** A good log of now, with `overrides` in place of its fields; undefined leaves a field out. */
export function logOf(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    timestamp: Date.now() / 1000,
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    level: 'info',
    body: 'up',
    ...overrides,
  }
}

/** The payload of a `log` item. */
export function containerText({ logs = [logOf()], container }: Parts = {}): string {
  return JSON.stringify({ version: 2, items: logs, ...container })
}

/** A `log` item as text: its header and `payload`, with the length in bytes. */
export function logItem(payload: string, count = 1, header: Parts['itemHeader'] = {}): string {
  const fields = {
    type: 'log',
    item_count: count,
    content_type: logContentType,
    length: Buffer.byteLength(payload),
    ...header,
  }
  return `${JSON.stringify(fields)}\n${payload}\n`
}

/** A `client_report` item as text. */
export function reportItem(report: unknown): string {
  return `{"type":"client_report"}\n${JSON.stringify(report)}\n`
}

/** A good envelope of one `log` item, with `parts` in place of its own. */
export function envelopeText(parts: Parts = {}): string {
  const item = logItem(containerText(parts), parts.logs?.length ?? 1, parts.itemHeader)
  return `${JSON.stringify(parts.header ?? {})}\n${item}`
}

/** Headers of a good request to `relay`; undefined leaves one out. */
export function goodHeaders(
  relay: Relay,
  overrides: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const key = new URL(relay.dsn).username
  const headers = {
    'content-type': 'application/x-sentry-envelope',
    'x-sentry-auth': `Sentry sentry_key=${key}, sentry_version=7, sentry_client=test/1.0`,
    ...overrides,
  }
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}

/** Sends bytes to `relay` as a good sender would, or with other headers or to another path. */
export async function sendTo(
  relay: Relay,
  body: string | Uint8Array<ArrayBuffer>,
  to: {
    readonly headers?: Readonly<Record<string, string | undefined>>
    readonly path?: string
    readonly signal?: AbortSignal
  } = {},
): Promise<Response> {
  return fetch(new URL(to.path ?? '/api/1/envelope/', relay.url), {
    method: 'POST',
    headers: goodHeaders(relay, to.headers),
    body,
    ...(to.signal === undefined ? {} : { signal: to.signal }),
  })
}
