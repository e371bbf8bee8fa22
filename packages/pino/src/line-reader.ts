import type { Client } from '@logs-to-sentry/core'
import { toLogInput, type Line } from './line.ts'
import {
  addConfig,
  defaultLoggerConfig,
  isConfigMessage,
  type LoggerConfig,
} from './logger-config.ts'

/** Hands the lines of one destination to its client, read as the logger wrote them. */
export class LineReader {
  readonly #client: Client
  #config: LoggerConfig
  #warned = false

  constructor(client: Client, nestedKey: string | undefined) {
    const { levelMap, isSensitive } = client
    this.#client = client
    this.#config = { ...defaultLoggerConfig, nestedKey, levelMap, isSensitive }
  }

  /** Takes over the logger's keys and levels; ignores every message but pino's own. */
  configure(message: unknown): void {
    if (isConfigMessage(message)) this.#config = addConfig(this.#config, message)
  }

  capture(line: Line): void {
    if (this.#client.enabled) this.#client.capture(toLogInput(line, this.#config))
  }

  /** Counts a line that could not be parsed; a blank one is none. */
  refuse(text: string): void {
    if (text.trim() === '') return
    this.#client.drop('internal_sdk_error', Buffer.byteLength(text))
    if (this.#warned) return
    this.#warned = true
    process.emitWarning(
      'logs-to-sentry: a line that is not JSON was not sent; further ones are only counted',
      { type: 'LogsToSentryWarning', code: 'LOGS_TO_SENTRY_MALFORMED_LINE' },
    )
  }
}
