import * as Sentry from '@sentry/node-11'
import { withoutSpans } from './support/sentry.ts'
import { testSentryScopes } from './support/sentry-scopes.ts'

Sentry.init(withoutSpans)

testSentryScopes(Sentry, withoutSpans)
