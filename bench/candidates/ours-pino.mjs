import pino from 'pino'
import { endBoundMs } from '../bound.mjs'
import { withPino } from './callers.mjs'
import { dsnOf } from './dsn.mjs'
import { endOfWorker } from './ends.mjs'

export async function create(origin) {
  const transport = pino.transport({
    target: '@logs-to-sentry/pino',
    // As long as the others have that take a time to their flush.
    options: { dsn: dsnOf(origin), shutdownTimeoutMs: endBoundMs },
  })
  return { log: withPino(pino(transport)), end: () => endOfWorker(transport) }
}
