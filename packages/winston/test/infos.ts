import Transport from 'winston-transport'
import winston from 'winston'
import type { LogInput } from '@logs-to-sentry/core'
import { toLogInput, type InfoContext } from '../src/info.ts'

/** The context of a logger of which nothing is known; `password` is the one sensitive name. */
export const context: InfoContext = { isSensitive: (name) => name === 'password', now: Date.now() }

class Keeper extends Transport {
  readonly infos: unknown[] = []

  override log(info: unknown, next: () => void): void {
    this.infos.push(info)
    next()
  }

  // Takes also what the base class would keep back.
  override _write(info: unknown, _encoding: string, next: () => void): void {
    this.log(info, next)
  }
}

/** Lets a real logger log, and gives the infos that its transports see. */
export function infosOf(
  log: (logger: winston.Logger) => unknown,
  options: winston.LoggerOptions = {},
): unknown[] {
  const keeper = new Keeper()
  log(winston.createLogger({ level: 'silly', ...options, transports: [keeper] }))
  return keeper.infos
}

/** Lets a real logger log one line, and reads it. */
export function inputOf(
  log: (logger: winston.Logger) => unknown,
  options: winston.LoggerOptions = {},
): LogInput {
  const [info] = infosOf(log, options)
  return toLogInput(info, { ...context, levels: options.levels ?? winston.config.npm.levels })
}

/** Logs an object that winston's types do not foresee. */
export function logEntry(logger: winston.Logger, entry: object): void {
  Reflect.apply(logger.log, logger, [entry])
}
