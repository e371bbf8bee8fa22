import { context, trace } from '@opentelemetry/api'
import type { InSpan } from './trace-of-logs.ts'

/** Runs a callback in a span of the tracer that is registered with OpenTelemetry. */
export const inOpenTelemetrySpan: InSpan = (run) => {
  const span = trace.getTracer('test').startSpan('work')
  const { traceId, spanId } = span.spanContext()
  return context.with(trace.setSpan(context.active(), span), () => run({ traceId, spanId }))
}
