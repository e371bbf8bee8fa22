import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import * as Sentry from '@sentry/node'
import { inOpenTelemetrySpan } from './support/opentelemetry.ts'
import { inSpanOf, traceOf, withSpans } from './support/sentry.ts'
import { testTraceOfLogs } from './support/trace-of-logs.ts'

// The application's own tracer makes the spans of the SDK too.
new NodeTracerProvider().register()
Sentry.init({ ...withSpans, skipOpenTelemetrySetup: true })

testTraceOfLogs(inSpanOf(Sentry), () => traceOf(Sentry))
testTraceOfLogs(inOpenTelemetrySpan, () => traceOf(Sentry))
