/** What a Sentry SDK of this thread lays open, as far as it is used. */
export interface SentrySdk {
  readonly acs: {
    /** Absent where spans lie on scopes. */
    getActiveSpan?(): Span | undefined
    getCurrentScope(): SentryScope
    suppressTracing?(run: () => void): void
    withScope(run: (scope: SentryScope) => void): void
  }
  /** The scope of the process. */
  readonly defaultCurrentScope?: SentryScope
}

export interface SentryScope {
  /** The active span: in version 10, or held by a WeakRef. */
  readonly _sentrySpan?: Span | WeakRef<Span>
  /** The active span: in version 11. */
  readonly refs?: { readonly span?: Span | WeakRef<Span> }
  getPropagationContext(): { readonly traceId: unknown; readonly parentSpanId?: unknown }
  setSDKProcessingMetadata(metadata: Readonly<Record<string, unknown>>): void
}

/** What `@opentelemetry/api` lays open, as far as it is used. */
export interface OpenTelemetryApi {
  readonly context: {
    active(): {
      getValue(key: symbol): Span | undefined
      setValue(key: symbol, value: unknown): unknown
    }
    with(context: unknown, run: () => void): void
  }
}

/** A span as both know it. */
export interface Span {
  spanContext(): {
    readonly traceId: unknown
    readonly spanId: unknown
    readonly traceFlags?: number
    /** True of a span of another process, and of one that only holds a trace id. */
    readonly isRemote?: boolean
  }
}

const globals: { readonly [name: PropertyKey]: unknown } = globalThis
const openTelemetryKey = Symbol.for('opentelemetry.js.api.1')

/** Whether there may be a tracing SDK in this thread; costs next to nothing where there is none. */
export const isTracing = (): boolean =>
  globals['__SENTRY__'] !== undefined || globals[openTelemetryKey] !== undefined

/**
 * Finds the Sentry SDK of this thread, without importing it; of several copies the one they agreed on.
 *
 * Only its outermost shape is checked: what anybody may have put there can throw wherever it is touched.
 */
export function findSentrySdk(): SentrySdk | undefined {
  const sdks = globals['__SENTRY__']
  const version = has(sdks, 'version') ? sdks.version : undefined
  if (typeof version !== 'string') return undefined
  const sdk = has(sdks, version) ? sdks[version] : undefined
  return isSentrySdk(sdk) ? sdk : undefined
}

/** Finds the API of OpenTelemetry that has a context, as {@link findSentrySdk} does. */
export function findOpenTelemetryApi(): OpenTelemetryApi | undefined {
  const api = globals[openTelemetryKey]
  return isOpenTelemetryApi(api) ? api : undefined
}

const isSentrySdk = (value: unknown): value is SentrySdk =>
  has(value, 'acs') && has(value.acs, 'withScope')

const isOpenTelemetryApi = (value: unknown): value is OpenTelemetryApi =>
  has(value, 'context') && has(value.context, 'with')

function has<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && key in value
}
