import * as Sentry from '@sentry/node'
import { testOwnRequestsBeside } from './support/own-requests.ts'

testOwnRequestsBeside(Sentry)
