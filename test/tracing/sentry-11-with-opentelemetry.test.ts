import * as Sentry from '@sentry/node-11'
import { inOpenTelemetrySpan } from './support/opentelemetry.ts'
import { inSpanOf, traceOf, withSpans } from './support/sentry.ts'
import { testSentryScopes } from './support/sentry-scopes.ts'
import { testTraceOfLogs } from './support/trace-of-logs.ts'

const options = { ...withSpans, enableOpenTelemetrySetup: true }

Sentry.init(options)

testTraceOfLogs(inSpanOf(Sentry), () => traceOf(Sentry))
testTraceOfLogs(inOpenTelemetrySpan, () => traceOf(Sentry))
testSentryScopes(Sentry, options)
