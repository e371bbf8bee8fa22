import * as Sentry from '@sentry/node-11'
import { testOwnRequestsBeside } from './support/own-requests.ts'

testOwnRequestsBeside(Sentry)
