export { SentryTransport } from './transport.ts'
export type { SentryTransportOptions } from './options.ts'
export type { BeforeSendLog, Log, LogHint, Options, Stats } from '@logs-to-sentry/core'
