import { Writable } from 'node:stream'
import type { LogInput } from '@logs-to-sentry/core'
import pino from 'pino'
import { parseLine, toLogInput } from '../../src/line.ts'
import {
  addConfig,
  defaultLoggerConfig,
  isConfigMessage,
  type LoggerConfig,
} from '../../src/logger-config.ts'

/** Reads one line. */
export function read(text: string, config: Partial<LoggerConfig> = {}): LogInput {
  const line = parseLine(text)
  if (line === null) throw new Error(`not a line: ${text}`)
  return toLogInput(line, { ...defaultLoggerConfig, ...config })
}

/** What a real logger makes of one call, read with what that logger says of itself. */
export function log(
  options: pino.LoggerOptions<string>,
  use: (logger: pino.Logger<string>) => void,
  own: Partial<LoggerConfig> = {},
): LogInput {
  let text = ''
  let config: Partial<LoggerConfig> = {}
  const destination = new Writable({
    write(chunk: Buffer, _encoding, callback) {
      text += chunk.toString()
      callback()
    },
  })
  destination.on('message', (message: unknown) => {
    if (isConfigMessage(message)) config = addConfig(defaultLoggerConfig, message)
  })
  use(pino({ level: 'trace', ...options }, destination))
  return read(text, { ...config, ...own })
}

export const attributesOf = (input: LogInput): Record<string, unknown> => ({ ...input.attributes })
