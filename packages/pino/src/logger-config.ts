import type { IsSensitive, LevelMap } from '@logs-to-sentry/core'
import { isFields } from './fields.ts'

/** What a reader of lines has to know of the logger that wrote them. */
export interface LoggerConfig {
  /** Names of the logger's levels by number. */
  readonly levelNames: ReadonlyMap<number, string>
  /** Numbers of the logger's levels by lower-case name. */
  readonly levelNumbers: ReadonlyMap<string, number>
  readonly messageKey: string
  readonly errorKey: string
  /** Key under which the logger puts everything that a call logs beside its message. */
  readonly nestedKey?: string | undefined
  /** The user's own severities of level names and numbers. */
  readonly levelMap?: LevelMap | undefined
  /** Names whose values must not be read in a body. */
  readonly isSensitive?: IsSensitive | undefined
}

/** The names of pino's own levels by number. */
export const standardLevels: ReadonlyMap<number, string> = new Map([
  [10, 'trace'],
  [20, 'debug'],
  [30, 'info'],
  [40, 'warn'],
  [50, 'error'],
  [60, 'fatal'],
])

/** A logger of which nothing is known: pino's own levels and keys. */
export const defaultLoggerConfig: LoggerConfig = {
  levelNames: standardLevels,
  levelNumbers: new Map(Array.from(standardLevels, ([number, name]) => [name, number])),
  messageKey: 'msg',
  errorKey: 'err',
}

/** The part of a logger's configuration that pino sends to its destination. */
export type SentConfig = Pick<
  LoggerConfig,
  'levelNames' | 'levelNumbers' | 'messageKey' | 'errorKey'
>

/** Reads the `PINO_CONFIG` message that pino emits on its destination; undefined for any other message. */
export function parseConfigMessage(message: unknown): SentConfig | undefined {
  if (!isFields(message) || message['code'] !== 'PINO_CONFIG') return undefined
  const { config } = message
  if (!isFields(config)) return undefined
  const { messageKey, errorKey, levels } = config
  const values = isFields(levels) && isFields(levels['values']) ? levels['values'] : {}
  const numbers = Object.entries(values).filter(isNumbered)
  return {
    levelNames: new Map([
      ...standardLevels,
      ...numbers.map(([name, number]) => [number, name] as const),
    ]),
    levelNumbers: new Map([
      ...defaultLoggerConfig.levelNumbers,
      ...numbers.map(([name, number]) => [name.toLowerCase(), number] as const),
    ]),
    messageKey: isKey(messageKey) ? messageKey : defaultLoggerConfig.messageKey,
    errorKey: isKey(errorKey) ? errorKey : defaultLoggerConfig.errorKey,
  }
}

const isKey = (value: unknown): value is string => typeof value === 'string' && value !== ''

const isNumbered = (entry: [string, unknown]): entry is [string, number] =>
  typeof entry[1] === 'number'
