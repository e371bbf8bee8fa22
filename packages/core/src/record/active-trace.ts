import type { ActiveTrace } from '../log.ts'
import {
  type SentrySdk,
  type Span,
  findOpenTelemetryApi,
  findSentrySdk,
  isTracing,
} from '../tracing-sdks.ts'
import { toSpanId, toTraceId } from './trace.ts'

const spanKey = Symbol.for('OpenTelemetry Context Key SPAN')
const sampledFlag = 1

/**
 * Finds the trace that is active here and now: that of a span of a Sentry SDK, else of a span of
 * OpenTelemetry, else the one that the Sentry SDK is in without a span.
 *
 * Imports none of them. Never throws; undefined where no tracing SDK runs.
 */
export function findActiveTrace(): ActiveTrace | undefined {
  if (attempt(isTracing) !== true) return undefined
  return attempt(traceOfSentrySpan) ?? attempt(traceOfOpenTelemetry) ?? attempt(traceOfSentryScope)
}

function attempt<Result>(find: () => Result | undefined): Result | undefined {
  try {
    return find()
  } catch {
    // Somebody else's tracing is broken.
    return undefined
  }
}

function traceOfSentrySpan(): ActiveTrace | undefined {
  const sentry = findSentrySdk()
  if (sentry === undefined) return undefined
  const context = activeSpanOf(sentry)?.spanContext()
  const traceId = toTraceId(context?.traceId)
  if (context === undefined || traceId === undefined) return undefined
  const { traceFlags = 0, isRemote = false } = context
  // Sentry never gets a span that is not sampled, and version 10 makes remote ones up to hold a trace.
  const isReal = !isRemote && (traceFlags & sampledFlag) !== 0
  return isReal
    ? { traceId, spanId: toSpanId(context.spanId), inTrace: true }
    : { traceId, inTrace: isOfCall(traceId, sentry) }
}

function activeSpanOf({ acs }: SentrySdk): Span | undefined {
  if (acs.getActiveSpan !== undefined) return acs.getActiveSpan()
  const { _sentrySpan: own, refs } = acs.getCurrentScope()
  const span = own ?? refs?.span
  return span !== undefined && 'deref' in span ? span.deref() : span
}

function traceOfOpenTelemetry(): ActiveTrace | undefined {
  const context = findOpenTelemetryApi()?.context.active().getValue(spanKey)?.spanContext()
  const traceId = toTraceId(context?.traceId)
  const spanId = toSpanId(context?.spanId)
  // OpenTelemetry's own logs name any span that is active and valid, recorded or not.
  if (traceId === undefined || spanId === undefined) return undefined
  return { traceId, spanId, inTrace: true }
}

function traceOfSentryScope(): ActiveTrace | undefined {
  const sentry = findSentrySdk()
  if (sentry === undefined) return undefined
  const traceId = toTraceId(sentry.acs.getCurrentScope().getPropagationContext().traceId)
  return traceId === undefined ? undefined : { traceId, inTrace: isOfCall(traceId, sentry) }
}

/** False of the trace id that the SDK made up for the process, and hands down to all that is in no trace. */
function isOfCall(traceId: string, { defaultCurrentScope }: SentrySdk): boolean {
  const whole = defaultCurrentScope?.getPropagationContext()
  return whole?.traceId !== traceId || whole.parentSpanId !== undefined
}
