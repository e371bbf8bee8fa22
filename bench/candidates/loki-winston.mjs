import winston from 'winston'
import LokiTransport from 'winston-loki'
import { withWinston } from './callers.mjs'
import { drainOfWinston } from './ends.mjs'

export async function create(origin) {
  const transport = new LokiTransport({
    host: origin,
    labels: { app: 'shop' },
    json: true,
    format: winston.format.json(),
    replaceTimestamp: true,
  })
  const logger = winston.createLogger({ transports: [transport] })
  const end = async () => {
    await drainOfWinston(logger, transport)
    await transport.close()
  }
  return { log: withWinston(logger), end }
}
