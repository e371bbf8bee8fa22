/** The parts of `@opentelemetry/api` that are used, as it puts itself on `globalThis`. */
interface OpenTelemetry {
  readonly context?: {
    active(): { setValue(key: symbol, value: unknown): unknown }
    with(context: unknown, run: () => void): void
  }
}

/** The parts of a Sentry SDK that are used: its async context strategy, of version 10 and 11. */
interface SentryContext {
  suppressTracing?(run: () => void): void
  withScope?(run: (scope: SentryScope) => void): void
}

interface SentryScope {
  setSDKProcessingMetadata(metadata: Readonly<Record<string, unknown>>): void
}

/**
 * Runs what makes a request so that neither OpenTelemetry nor a Sentry SDK of this thread
 * makes a span of it or adds trace headers to it. Imports neither; runs exactly once in any case.
 */
export function untraced(run: () => void): void {
  let started = false
  const once = (): void => {
    if (started) return
    started = true
    run()
  }
  try {
    withoutSentry(() => withoutOpenTelemetry(once))
  } catch {
    // Somebody else's tracing is broken; the request goes out all the same.
  }
  once()
}

function withoutOpenTelemetry(run: () => void): void {
  const api: OpenTelemetry | undefined = Reflect.get(
    globalThis,
    Symbol.for('opentelemetry.js.api.1'),
  )
  if (api?.context === undefined) return run()
  const suppressed = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING')
  api.context.with(api.context.active().setValue(suppressed, true), run)
}

function withoutSentry(run: () => void): void {
  const sentry: Record<string, { acs?: SentryContext }> & { version?: string } =
    Reflect.get(globalThis, '__SENTRY__') ?? {}
  const context = sentry[sentry.version ?? '']?.acs
  if (context?.suppressTracing !== undefined) return context.suppressTracing(run)
  if (context?.withScope === undefined) return run()
  context.withScope((scope) => {
    scope.setSDKProcessingMetadata({ __SENTRY_SUPPRESS_TRACING__: true })
    run()
  })
}
