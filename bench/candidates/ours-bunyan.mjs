import { sentryStream } from '@logs-to-sentry/bunyan'
import bunyan from 'bunyan'
import { endBoundMs } from '../bound.mjs'
import { withBunyan } from './callers.mjs'
import { dsnOf } from './dsn.mjs'

export async function create(origin) {
  const sentry = sentryStream({ dsn: dsnOf(origin) })
  const logger = bunyan.createLogger({ name: 'shop', streams: [sentry] })
  return { log: withBunyan(logger), end: () => sentry.stream.flush(endBoundMs) }
}
