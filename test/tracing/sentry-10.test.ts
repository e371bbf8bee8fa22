import * as Sentry from '@sentry/node'
import { inSpanOf, traceOf, withSpans } from './support/sentry.ts'
import { testSentryScopes } from './support/sentry-scopes.ts'
import { testTraceOfLogs } from './support/trace-of-logs.ts'

Sentry.init(withSpans)

testTraceOfLogs(inSpanOf(Sentry), () => traceOf(Sentry))
testSentryScopes(Sentry, withSpans)
