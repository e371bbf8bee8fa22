import type { IsSensitive, LevelMap } from '@logs-to-sentry/core'
import { isFields, type Fields } from './fields.ts'

/** What a reader of lines has to know of the logger that wrote them. */
export interface LoggerConfig {
  /** Names of the logger's levels by number. */
  readonly levelNames: ReadonlyMap<number, string>
  /** Numbers of the logger's levels by lower-case name. */
  readonly levelNumbers: ReadonlyMap<string, number>
  /** Keys of the message; the first that holds text is it. */
  readonly messageKeys: readonly [string, ...string[]]
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

/** A logger of which nothing is known: pino's own levels and keys, and the other name that messages often have. */
export const defaultLoggerConfig: LoggerConfig = {
  levelNames: standardLevels,
  levelNumbers: new Map(Array.from(standardLevels, ([number, name]) => [name, number])),
  messageKeys: ['msg', 'message'],
  errorKey: 'err',
}

interface ConfigMessage {
  readonly code: 'PINO_CONFIG'
  readonly config: Fields
}

/** Recognises the message in which pino tells its destination of a logger. */
export const isConfigMessage = (message: unknown): message is ConfigMessage =>
  isFields(message) && message['code'] === 'PINO_CONFIG' && isFields(message['config'])

/** Adds what a logger tells of itself. Levels stay known: several loggers may share a destination. */
export function addConfig(known: LoggerConfig, { config }: ConfigMessage): LoggerConfig {
  const { messageKey, errorKey, levels } = config
  const values = isFields(levels) && isFields(levels['values']) ? levels['values'] : {}
  const numbers = Object.entries(values).filter(isNumbered)
  return {
    ...known,
    levelNames: new Map([
      ...known.levelNames,
      ...numbers.map(([name, number]) => [number, name] as const),
    ]),
    levelNumbers: new Map([
      ...known.levelNumbers,
      ...numbers.map(([name, number]) => [name.toLowerCase(), number] as const),
    ]),
    ...(isKey(messageKey) && { messageKeys: [messageKey] }),
    ...(isKey(errorKey) && { errorKey }),
  }
}

const isKey = (value: unknown): value is string => typeof value === 'string' && value !== ''

const isNumbered = (entry: [string, unknown]): entry is [string, number] =>
  typeof entry[1] === 'number'
