import { checkOwnOptions } from '@logs-to-sentry/core'
import { streamOptions, type LevelName, type SentryStreamOptions } from './options.ts'
import { SentryStream } from './stream.ts'

export { SentryStream } from './stream.ts'
export { keepTemplates } from './templates.ts'
export type { LevelName, SentryStreamOptions } from './options.ts'
export { defaultRedact } from '@logs-to-sentry/core'
export type { BeforeSendLog, Drop, Log, LogHint, Options, Stats } from '@logs-to-sentry/core'

/** One of the `streams` of a bunyan logger. */
export interface SentryStreamEntry {
  readonly type: 'raw'
  readonly stream: SentryStream
  readonly reemitErrorEvents: false
  readonly closeOnExit: false
  readonly level?: LevelName | number
  readonly name?: string
}

/**
 * Makes one of the `streams` of a bunyan logger, which sends what the logger logs to Sentry Logs.
 *
 * @throws TypeError for an unknown option, a wrong type or a value beyond its bound.
 */
export function sentryStream(options: SentryStreamOptions = {}): SentryStreamEntry {
  checkOwnOptions(options, streamOptions)
  const { level, name, ...client } = options
  return {
    type: 'raw',
    stream: new SentryStream(client),
    reemitErrorEvents: false,
    closeOnExit: false,
    ...(level !== undefined && { level }),
    ...(name !== undefined && { name }),
  }
}
