import type { StoredLog } from './relay.ts'

/** What Sentry stored of one line of a logger, without what every line of its tests carries. */
export interface StoredLine {
  /** The level in the logger. */
  readonly level: unknown
  /** Text and number, for example `info 9`. */
  readonly severity: string
  readonly body: string
  readonly attributes: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970; absent where it is the time of the call. */
  readonly time?: number
}

export const severityOf = ({ level, severityNumber }: StoredLog): string =>
  `${level} ${severityNumber}`

/** Milliseconds since 1970, without what a double adds to them. */
export const timeOf = ({ timestamp }: StoredLog): number => Math.round(timestamp * 1e6) / 1e3
