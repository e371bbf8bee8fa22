import { isErrorLike, warnOnce, type Client } from '@logs-to-sentry/core'
import { isFields } from './fields.ts'
import { parseLine, toLogInput, type Line } from './line.ts'
import { withErrors, type LastCall } from './live-errors.ts'
import {
  addConfig,
  defaultLoggerConfig,
  isConfigMessage,
  type LoggerConfig,
} from './logger-config.ts'
import { translateUsual } from './usual.ts'

/** Hands the lines of one destination to its client, read as the logger wrote them. */
export class LineReader {
  readonly #client: Client
  #config: LoggerConfig
  #toldOfLostError = false

  constructor(client: Client, nestedKey: string | undefined) {
    const { levelMap, isSensitive } = client
    this.#client = client
    this.#config = { ...defaultLoggerConfig, nestedKey, levelMap, isSensitive }
  }

  /** Takes over the logger's keys and levels; ignores every message but pino's own. */
  configure(message: unknown): void {
    if (isConfigMessage(message)) this.#config = addConfig(this.#config, message)
  }

  /** Parses and captures a line; see {@link capture} and {@link refuse}. */
  take(text: string, call?: LastCall): void {
    const line = parseLine(text)
    if (line === null) this.refuse(text)
    else this.capture(line, call)
  }

  /** Captures a line, with the errors of the call that logged it where that is known. */
  capture(line: Line, call?: LastCall): void {
    if (!this.#client.enabled) return
    const value = call && withErrors(line.value, this.#config.nestedKey, call)
    if (value === undefined) {
      this.#client.capture(translateUsual(line, this.#config) ?? toLogInput(line, this.#config))
    } else {
      const input = toLogInput({ ...line, value }, this.#config)
      this.#client.capture({ ...input, native: line.value })
    }
    this.#tellOfLostError(value ?? line.value)
  }

  /** Counts a line that could not be parsed; a blank one is none. */
  refuse(text: string): void {
    if (text.trim() === '') return
    this.#client.drop('internal_sdk_error', Buffer.byteLength(text))
    warnOnce(
      'LOGS_TO_SENTRY_MALFORMED_LINE',
      'a line that is not JSON was not sent; further ones are only counted',
    )
  }

  #tellOfLostError(value: unknown): void {
    if (this.#toldOfLostError || !isFields(value) || !isEmpty(value['error'])) return
    this.#toldOfLostError = true
    this.#client.diagnose(
      `pino wrote "error":{}: if that was an Error, log it under "${this.#config.errorKey}", or give the logger a serializer or errorKey for "error"`,
    )
  }
}

const isEmpty = (value: unknown): boolean =>
  isFields(value) && !isErrorLike(value) && Object.keys(value).length === 0
