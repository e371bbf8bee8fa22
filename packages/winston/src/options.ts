import { checkOwnOptions, readField, type Options, type OwnOption } from '@logs-to-sentry/core'
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

const flag: OwnOption = {
  accepts: (value) => typeof value === 'boolean',
  expected: 'true or false',
}

const baseOptions: Readonly<Record<keyof BaseOptions, OwnOption>> = {
  level: { accepts: (value) => typeof value === 'string', expected: 'the name of a level' },
  silent: flag,
  format: {
    accepts: (value) => typeof readField(value, 'transform') === 'function',
    expected: 'a format of winston',
  },
  handleExceptions: flag,
  handleRejections: flag,
}

/**
 * Parts the base class's options from the client's.
 *
 * @throws TypeError for an unknown option or a wrong type.
 */
export function splitOptions(options: SentryTransportOptions): {
  readonly base: Transport.TransportStreamOptions
  readonly client: Options
} {
  checkOwnOptions(options, baseOptions)
  const { level, silent, format, handleExceptions, handleRejections, ...client } = options
  const base = { level, silent, format, handleExceptions, handleRejections }
  return {
    base: Object.fromEntries(Object.entries(base).filter(([, value]) => value !== undefined)),
    client,
  }
}
