import { createSentryStream } from '@logs-to-sentry/pino'
import pino from 'pino'
import { endBoundMs } from '../bound.mjs'
import { withPino } from './callers.mjs'
import { dsnOf } from './dsn.mjs'

export async function create(origin) {
  const stream = createSentryStream({ dsn: dsnOf(origin) })
  return { log: withPino(pino(stream)), end: () => stream.flush(endBoundMs) }
}
