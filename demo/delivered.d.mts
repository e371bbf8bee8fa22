/** A log as it was sent. */
export interface Log {
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly level: string
  readonly severity_number: number
  readonly body: string
  readonly attributes: Readonly<Record<string, { readonly value: unknown }>>
}

/** What a line and a log of it have in common. `time` is in milliseconds, where the line has one. */
export interface Content {
  readonly body: string
  readonly level: string | number
  readonly time?: number
}

/** A logger of the demo, and how it writes a line. */
export interface Logger {
  readonly name: string
  /** `sentry.origin` of its logs. */
  readonly origin?: string
  /** Reads a line's parsed JSON. */
  readonly ofLine: (record: unknown) => Content
  /** The logger's own level of a log. */
  readonly levelOf: (log: Log) => unknown
}

/** Logs and lines in the order of the lines. */
export interface Comparison {
  readonly delivered: readonly Log[]
  readonly missing: readonly string[]
  readonly unexpected: readonly Log[]
}

export interface Count {
  readonly name: string
  readonly delivered: number
  readonly logged: number
}

export const loggers: readonly Logger[]

/** Finds the log of each line among the logs of all loggers; a log answers for one line only. */
export function compare(logger: Logger, lines: readonly string[], logs: readonly Log[]): Comparison

/** Reads in a client's debug output what became of the lines that were logged. */
export function readNotes(notes: readonly string[]): {
  readonly delivered: number
  readonly losses: readonly string[]
}

/** The demo's last line. */
export function summary(counts: readonly Count[]): string
