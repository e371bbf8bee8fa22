// What a program logs with: one logger, as it is shipped, and its function that writes a line.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const shipped = (name) => new URL(`../../../packages/${name}/dist/index.mjs`, import.meta.url)

/** @type {Record<string, (options: object) => Promise<(body: string) => void>>} */
export const loggers = {
  'logger.*': async (options) => {
    const { init, logger } = await import(shipped('core'))
    init(options)
    return (body) => logger.info(body)
  },
  winston: async (options) => {
    const { SentryTransport } = await import(shipped('winston'))
    const winston = require('winston')
    const log = winston.createLogger({ transports: [new SentryTransport(options)] })
    return (body) => log.info(body)
  },
  'winston as CommonJS': async (options) => {
    const { SentryTransport } = require('../../../packages/winston/dist/index.cjs')
    const winston = require('winston')
    const log = winston.createLogger({ transports: [new SentryTransport(options)] })
    return (body) => log.info(body)
  },
  bunyan: async (options) => {
    const { sentryStream } = await import(shipped('bunyan'))
    const log = require('bunyan').createLogger({ name: 'shop', streams: [sentryStream(options)] })
    return (body) => log.info(body)
  },
  pino: async (options) => {
    const { createSentryStream } = await import(shipped('pino'))
    const log = require('pino')(createSentryStream(options))
    return (body) => log.info(body)
  },
  "pino's worker": async (options) => {
    const target = shipped('pino').href
    const log = require('pino')({ transport: { target, options } })
    return (body) => log.info(body)
  },
  none: async () => () => {},
}
