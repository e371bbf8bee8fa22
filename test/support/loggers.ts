import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sentryStream } from '@logs-to-sentry/bunyan'
import { init, logger, type Options } from '@logs-to-sentry/core'
import { createSentryStream, sentryMixin } from '@logs-to-sentry/pino'
import { SentryTransport } from '@logs-to-sentry/winston'
import bunyan from 'bunyan'
import pino from 'pino'
import winston from 'winston'
import { hold } from './hold.ts'

/** A logger that delivers to Sentry. */
export interface Logging {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  /** Delivers what was logged and ends. */
  close(): Promise<void>
}

export type StartLogging = (options: Options) => Logging

type Name = 'logger.*' | 'winston' | 'bunyan' | 'pino' | "pino's worker"

// The worker runs what is shipped: it needs the packages built.
const target = fileURLToPath(new URL('../../packages/pino/dist/index.mjs', import.meta.url))

// However busy the machine is, the lines are delivered.
const patient: Options = { shutdownTimeoutMs: 9000 }

/** Every logger with a destination of ours alone: in the same thread, but for pino's worker. */
export const loggers: Readonly<Record<Name, StartLogging>> = {
  'logger.*': (options) => {
    const client = init({ ...patient, ...options })
    return {
      info: (message, fields) => logger.info(message, { attributes: fields }),
      close: async () => void (await client.close()),
    }
  },
  winston: (options) => {
    const transport = new SentryTransport({ ...patient, ...options })
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
    const sentry = sentryStream({ ...patient, ...options })
    const log = bunyan.createLogger({ name: 'shop', streams: [sentry] })
    return {
      info: (message, fields) => log.info({ ...fields }, message),
      close: () => new Promise((resolve) => void sentry.stream.end(resolve)),
    }
  },
  pino: (options) => {
    const stream = createSentryStream({ ...patient, ...options })
    const log = pino(stream)
    return {
      info: (message, fields) => log.info({ ...fields }, message),
      close: () => new Promise((resolve) => void stream.end(resolve)),
    }
  },
  "pino's worker": (options) => {
    const transport = hold(pino.transport({ target, options: { ...patient, ...options } }))
    const log = pino({ mixin: sentryMixin() }, transport)
    return {
      info: (message, fields) => log.info({ ...fields }, message),
      close: async () => {
        // The end of a worker blocks the thread that has to take the delivery, the receiver's here.
        await new Promise<void>((resolve) => log.flush(() => resolve()))
        transport.end()
        await once(transport, 'close')
      },
    }
  },
}
