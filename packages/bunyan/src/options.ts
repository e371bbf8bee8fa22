import { inspect } from 'node:util'
import type { Options } from '@logs-to-sentry/core'

/** The names of bunyan's levels. */
export type LevelName = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

/** Options of the stream: those of every client, and bunyan's own. */
export interface SentryStreamOptions extends Options {
  /**
   * Least severe level that bunyan writes to the stream, by name or number. Default: bunyan's own,
   * which is the logger's `level`, else 'info'.
   */
  readonly level?: LevelName | number | undefined
  /** The stream's name, for `logger.levels(name)`. Default: none. */
  readonly name?: string | undefined
}

const levelNames: readonly unknown[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** Checks bunyan's own options. Throws a TypeError for a wrong type. */
export function checkStreamOptions({ level, name }: SentryStreamOptions): void {
  if (level !== undefined && typeof level !== 'number' && !isLevelName(level)) {
    throw badOption('level', level, `a number, or one of ${levelNames.join(', ')}`)
  }
  if (name !== undefined && typeof name !== 'string') throw badOption('name', name, 'text')
}

const isLevelName = (level: unknown): boolean =>
  levelNames.includes(typeof level === 'string' ? level.toLowerCase() : level)

const badOption = (name: string, value: unknown, expected: string): TypeError =>
  new TypeError(
    `logs-to-sentry: option "${name}" is ${inspect(value, { depth: 0 })}, expected ${expected}`,
  )
