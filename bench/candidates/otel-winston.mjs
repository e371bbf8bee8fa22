import { OpenTelemetryTransportV3 } from '@opentelemetry/winston-transport'
import winston from 'winston'
import { withWinston } from './callers.mjs'
import { drainOfWinston } from './ends.mjs'
import { startOpenTelemetry } from './otel.mjs'

export async function create(origin) {
  const provider = startOpenTelemetry(origin)
  const transport = new OpenTelemetryTransportV3()
  const logger = winston.createLogger({ transports: [transport] })
  const end = async () => {
    await drainOfWinston(logger, transport)
    await provider.shutdown()
  }
  return { log: withWinston(logger), end }
}
