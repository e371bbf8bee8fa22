import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { findOpenTelemetryApi, findSentrySdk } from '../tracing-sdks.ts'

/**
 * Runs what starts a request of undici so that no tracing of this thread, of OpenTelemetry or a Sentry SDK,
 * makes a span or a breadcrumb of it, and that it goes out with no headers but those named.
 *
 * Imports none of them; runs exactly once in any case.
 */
export function untraced(headers: Readonly<Record<string, string>>, run: () => void): void {
  let started = false
  const once = (): void => {
    if (started) return
    started = true
    run()
  }
  const own = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  const strip = (message: unknown): void => stripHeaders(message, own)
  // Subscribed last, it sees what all others have added.
  subscribe(requestCreated, strip)
  try {
    withoutSentry(() => withoutOpenTelemetry(once))
  } catch {
    // Somebody else's tracing is broken; the request goes out all the same.
  }
  once()
  unsubscribe(requestCreated, strip)
}

function withoutOpenTelemetry(run: () => void): void {
  const api = findOpenTelemetryApi()
  if (api === undefined) return run()
  const suppressed = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING')
  api.context.with(api.context.active().setValue(suppressed, true), run)
}

function withoutSentry(run: () => void): void {
  const sentry = findSentrySdk()
  if (sentry === undefined) return run()
  if (sentry.acs.suppressTracing !== undefined) return sentry.acs.suppressTracing(run)
  sentry.acs.withScope((scope) => {
    scope.setSDKProcessingMetadata({ __SENTRY_SUPPRESS_TRACING__: true })
    run()
  })
}

/** Published by undici, the published object can still be changed. */
const requestCreated = 'undici:request:create'

/** Sentry's SDK adds its trace headers even to a request that it was told not to trace. */
function stripHeaders(message: unknown, own: ReadonlySet<string>): void {
  const request = has(message, 'request') ? message.request : undefined
  const headers = has(request, 'headers') ? request.headers : undefined
  if (!Array.isArray(headers)) return
  for (let at = headers.length - 2; at >= 0; at -= 2) {
    const name = String(headers[at]).toLowerCase()
    if (!own.has(name) && !/^(host$|proxy-)/.test(name)) headers.splice(at, 2)
  }
}

function has<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && key in value
}
