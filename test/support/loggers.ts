import { sentryStream } from '@logs-to-sentry/bunyan'
import { init, logger, type Options } from '@logs-to-sentry/core'
import { createSentryStream } from '@logs-to-sentry/pino'
import { SentryTransport } from '@logs-to-sentry/winston'
import bunyan from 'bunyan'
import pino from 'pino'
import winston from 'winston'

/** A logger that delivers to Sentry. */
export interface Logging {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  /** Delivers what was logged and ends. */
  close(): Promise<void>
}

export type StartLogging = (options: Options) => Logging

type Name = 'logger.*' | 'winston' | 'bunyan' | 'pino'

/** Every logger that runs in the same thread, with a destination of ours alone. */
export const loggers: Readonly<Record<Name, StartLogging>> = {
  'logger.*': (options) => {
    const client = init(options)
    return {
      info: (message, fields) => logger.info(message, { attributes: fields }),
      close: async () => void (await client.close()),
    }
  },
  winston: (options) => {
    const transport = new SentryTransport(options)
    const log = winston.createLogger({ transports: [transport] })
    return {
      info: (message, fields) => void log.info(message, fields),
      close: async () => {
        await transport.flush()
        log.end()
      },
    }
  },
  bunyan: (options) => {
    const sentry = sentryStream(options)
    const log = bunyan.createLogger({ name: 'shop', streams: [sentry] })
    return {
      info: (message, fields) => log.info({ ...fields }, message),
      close: () => new Promise((resolve) => void sentry.stream.end(resolve)),
    }
  },
  pino: (options) => {
    const stream = createSentryStream(options)
    const log = pino(stream)
    return {
      info: (message, fields) => log.info({ ...fields }, message),
      close: () => new Promise((resolve) => void stream.end(resolve)),
    }
  },
}
