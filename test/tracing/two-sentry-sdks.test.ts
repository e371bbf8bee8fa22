import * as Sentry10 from '@sentry/node'
import * as Sentry11 from '@sentry/node-11'
import { expect, it } from 'vitest'
import { inSpanOf, traceOf, withSpans } from './support/sentry.ts'
import { testTraceOfLogs } from './support/trace-of-logs.ts'
import { findActiveTrace } from '@logs-to-sentry/core'

// The first of them leaves its version on `globalThis` for all.
Sentry10.init(withSpans)
Sentry11.init(withSpans)

testTraceOfLogs(inSpanOf(Sentry10), () => traceOf(Sentry10))

it('of two Sentry SDKs the one whose version all copies agreed on counts alone', () => {
  inSpanOf(Sentry11)((other) => {
    expect(findActiveTrace()).toMatchObject(traceOf(Sentry10))
    expect(findActiveTrace()?.traceId).not.toBe(other.traceId)
  })
})
