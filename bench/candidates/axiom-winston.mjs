import { WinstonTransport } from '@axiomhq/winston'
import winston from 'winston'
import { withWinston } from './callers.mjs'
import { drainOfWinston } from './ends.mjs'

export async function create(origin) {
  const transport = new WinstonTransport({ dataset: 'shop', token: 'xaat-token', url: origin })
  const logger = winston.createLogger({ format: winston.format.json(), transports: [transport] })
  const end = async () => {
    await drainOfWinston(logger, transport)
    await new Promise((resolve) => transport.flush(resolve))
  }
  return { log: withWinston(logger), end }
}
