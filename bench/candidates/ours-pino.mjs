import pino from 'pino'
import { withPino } from './callers.mjs'
import { dsnOf } from './dsn.mjs'
import { endOfWorker } from './ends.mjs'

export async function create(origin) {
  const transport = pino.transport({
    target: '@logs-to-sentry/pino',
    // The longest that it takes.
    options: { dsn: dsnOf(origin), shutdownTimeoutMs: 9000 },
  })
  return { log: withPino(pino(transport)), end: () => endOfWorker(transport) }
}
