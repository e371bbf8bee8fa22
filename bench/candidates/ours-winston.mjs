import { SentryTransport } from '@logs-to-sentry/winston'
import winston from 'winston'
import { endBoundMs } from '../bound.mjs'
import { withWinston } from './callers.mjs'
import { dsnOf } from './dsn.mjs'

export async function create(origin) {
  const transport = new SentryTransport({ dsn: dsnOf(origin) })
  const logger = winston.createLogger({ transports: [transport] })
  return { log: withWinston(logger), end: () => transport.flush(endBoundMs) }
}
