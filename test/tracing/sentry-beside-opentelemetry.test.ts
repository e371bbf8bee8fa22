import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import * as Sentry from '@sentry/node-11'
import { expect, it } from 'vitest'
import { findActiveTrace } from '@logs-to-sentry/core'
import { inOpenTelemetrySpan } from './support/opentelemetry.ts'
import { inSpanOf, traceOf, withSpans } from './support/sentry.ts'
import { testTraceOfLogs } from './support/trace-of-logs.ts'

new NodeTracerProvider().register()
Sentry.init(withSpans)

const inSentrySpan = inSpanOf(Sentry)

testTraceOfLogs(inSentrySpan, () => traceOf(Sentry))
testTraceOfLogs(inOpenTelemetrySpan, () => traceOf(Sentry))

it("Sentry's span comes before OpenTelemetry's, whichever is inside the other", () => {
  inOpenTelemetrySpan(() =>
    inSentrySpan((sentry) => {
      expect(findActiveTrace()).toEqual({ ...sentry, inTrace: true })
      inOpenTelemetrySpan(() => expect(findActiveTrace()).toEqual({ ...sentry, inTrace: true }))
    }),
  )
})
