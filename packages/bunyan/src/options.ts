import type { Options, OwnOption } from '@logs-to-sentry/core'

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

const isLevelName = (level: unknown): boolean =>
  levelNames.includes(typeof level === 'string' ? level.toLowerCase() : level)

/** The options that are bunyan's own. */
export const streamOptions: Readonly<Record<'level' | 'name', OwnOption>> = {
  level: {
    accepts: (value) => typeof value === 'number' || isLevelName(value),
    expected: `a number, or one of ${levelNames.join(', ')}`,
  },
  name: { accepts: (value) => typeof value === 'string', expected: 'text' },
}
