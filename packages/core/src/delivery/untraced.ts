import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** What `@opentelemetry/api` puts on `globalThis`, as far as it is used. */
interface OpenTelemetry {
  readonly context: {
    active(): { setValue(key: symbol, value: unknown): unknown }
    with(context: unknown, run: () => void): void
  }
}

/** What a Sentry SDK puts there, by its version. */
interface SentryCarrier {
  readonly acs: {
    suppressTracing?(run: () => void): void
    withScope(run: (scope: SentryScope) => void): void
  }
}

interface SentryScope {
  setSDKProcessingMetadata(metadata: Readonly<Record<string, unknown>>): void
}

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
  const api: unknown = Reflect.get(globalThis, Symbol.for('opentelemetry.js.api.1'))
  if (!isOpenTelemetry(api)) return run()
  const suppressed = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING')
  api.context.with(api.context.active().setValue(suppressed, true), run)
}

function isOpenTelemetry(value: unknown): value is OpenTelemetry {
  return has(value, 'context') && has(value.context, 'with')
}

function withoutSentry(run: () => void): void {
  const sentry: unknown = Reflect.get(globalThis, '__SENTRY__')
  const version = has(sentry, 'version') ? String(sentry.version) : ''
  const carrier = has(sentry, version) ? sentry[version] : undefined
  if (!isSentryCarrier(carrier)) return run()
  if (carrier.acs.suppressTracing !== undefined) return carrier.acs.suppressTracing(run)
  carrier.acs.withScope((scope) => {
    scope.setSDKProcessingMetadata({ __SENTRY_SUPPRESS_TRACING__: true })
    run()
  })
}

function isSentryCarrier(value: unknown): value is SentryCarrier {
  return has(value, 'acs') && has(value.acs, 'withScope')
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
