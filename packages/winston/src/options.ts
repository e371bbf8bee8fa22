import { inspect } from 'node:util'
import { readField, type Options } from '@logs-to-sentry/core'
import type Transport from 'winston-transport'

/** Options of winston's own base class. */
export interface BaseOptions {
  /** Least severe level, by its name in the logger, that is sent. Default: the logger's own. */
  readonly level?: string | undefined
  /** True sends nothing. Default: false. */
  readonly silent?: boolean | undefined
  /** A format for this transport alone, applied to a copy of what the logger's format made. */
  readonly format?: Transport.TransportStreamOptions['format'] | undefined
  /** Makes the logger catch uncaught exceptions, and sends them. Default: false. */
  readonly handleExceptions?: boolean | undefined
  /** Makes the logger catch unhandled rejections, and sends them. Default: false. */
  readonly handleRejections?: boolean | undefined
}

/** Options of the transport: those of every client, and winston's own. */
export interface SentryTransportOptions extends Options, BaseOptions {}

/**
 * Parts the base class's options from the client's.
 *
 * @throws TypeError for a wrong type.
 */
export function splitOptions(options: SentryTransportOptions): {
  readonly base: Transport.TransportStreamOptions
  readonly client: Options
} {
  const { level, silent, format, handleExceptions, handleRejections, ...client } = options
  const base = { level, silent, format, handleExceptions, handleRejections }
  check({ level }, isText, 'the name of a level')
  check({ silent, handleExceptions, handleRejections }, isFlag, 'true or false')
  check({ format }, isFormat, 'a format of winston')
  return {
    base: Object.fromEntries(Object.entries(base).filter(([, value]) => value !== undefined)),
    client,
  }
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isFlag = (value: unknown): boolean => typeof value === 'boolean'
const isFormat = (value: unknown): boolean => typeof readField(value, 'transform') === 'function'

function check(
  options: Readonly<Record<string, unknown>>,
  isGood: (value: unknown) => boolean,
  expected: string,
): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || isGood(value)) continue
    throw new TypeError(
      `logs-to-sentry: option "${name}" is ${inspect(value, { depth: 0 })}, expected ${expected}`,
    )
  }
}
