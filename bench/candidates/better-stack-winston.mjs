import { Logtail } from '@logtail/node'
import { LogtailTransport } from '@logtail/winston'
import winston from 'winston'
import { withWinston } from './callers.mjs'
import { drainOfWinston } from './ends.mjs'

export async function create(origin) {
  const logtail = new Logtail('token', { endpoint: origin })
  const transport = new LogtailTransport(logtail)
  const logger = winston.createLogger({ transports: [transport] })
  const end = async () => {
    await drainOfWinston(logger, transport)
    await logtail.flush()
  }
  return { log: withWinston(logger), end }
}
