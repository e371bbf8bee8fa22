export { SentryTransport } from './transport.ts'
export type { SentryTransportOptions } from './options.ts'
export { defaultRedact } from '@logs-to-sentry/core'
export type { BeforeSendLog, Drop, Log, LogHint, Options, Stats } from '@logs-to-sentry/core'
