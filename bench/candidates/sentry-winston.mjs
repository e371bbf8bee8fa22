import * as Sentry from '@sentry/node'
import { endBoundMs } from '../bound.mjs'
import { withWinston } from './callers.mjs'
import { dsnOf } from './dsn.mjs'
import { drainOfWinston } from './ends.mjs'

export async function create(origin) {
  Sentry.init({ dsn: dsnOf(origin), enableLogs: true })
  const { default: Transport } = await import('winston-transport')
  const { default: winston } = await import('winston')
  const SentryWinstonTransport = Sentry.createSentryWinstonTransport(Transport)
  const transport = new SentryWinstonTransport()
  const logger = winston.createLogger({ transports: [transport] })
  const end = async () => {
    await drainOfWinston(logger, transport)
    await Sentry.close(endBoundMs)
  }
  return { log: withWinston(logger), end }
}
