// What a program under a fault logs with: one logger, as it is shipped.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const shipped = (name) => new URL(`../../packages/${name}/dist/index.mjs`, import.meta.url)

/**
 * Where the account is kept in another thread `stats` is undefined, and `flush` resolves to null.
 *
 * @typedef {{
 *   log: (severity: 'info' | 'warn' | 'error', body: string) => void,
 *   flush: (timeoutMs: number) => Promise<boolean | null>,
 *   stats: () => import('@logs-to-sentry/core').Stats | undefined,
 * }} Logging
 */

/** @type {Record<string, (options: object) => Promise<Logging>>} */
export const loggers = {
  'logger.*': async (options) => {
    const { init, logger } = await import(shipped('core'))
    const client = init(options)
    return {
      log: (severity, body) => logger[severity](body),
      flush: (timeoutMs) => client.flush(timeoutMs),
      stats: () => client.stats,
    }
  },
  winston: async (options) => {
    const { SentryTransport } = await import(shipped('winston'))
    const transport = new SentryTransport(options)
    const log = require('winston').createLogger({ transports: [transport] })
    return {
      log: (severity, body) => void log.log(severity, body),
      flush: (timeoutMs) => transport.flush(timeoutMs),
      stats: () => transport.stats,
    }
  },
  bunyan: async (options) => {
    const { sentryStream } = await import(shipped('bunyan'))
    const sentry = sentryStream(options)
    const log = require('bunyan').createLogger({ name: 'shop', streams: [sentry] })
    return {
      log: (severity, body) => log[severity](body),
      flush: (timeoutMs) => sentry.stream.flush(timeoutMs),
      stats: () => sentry.stream.stats,
    }
  },
  "pino's worker": async ({ onDrop: _stays, ...options }) => {
    const log = require('pino')({ transport: { target: shipped('pino').href, options } })
    return {
      log: (severity, body) => log[severity](body),
      flush: () => new Promise((resolve) => void log.flush(() => resolve(null))),
      stats: () => undefined,
    }
  },
}
