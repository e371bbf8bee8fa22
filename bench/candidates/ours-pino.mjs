import pino from 'pino'
import { withPino } from './callers.mjs'
import { dsnOf } from './dsn.mjs'
import { endOfWorker } from './ends.mjs'

export async function create(origin) {
  const transport = pino.transport({
    target: '@logs-to-sentry/pino',
    options: { dsn: dsnOf(origin) },
  })
  const logger = pino(transport)
  const end = async () => {
    await new Promise((resolve) => logger.flush(resolve))
    await endOfWorker(transport)
  }
  return { log: withPino(logger), end }
}
