import type { Severity } from './severity.ts'

/** One value of an attribute: what Sentry can store and search. */
export type AttributeValue = string | number | boolean | string[] | number[] | boolean[]

/** Attributes of a log by name; nested data is already spread over dotted names. */
export type Attributes = Record<string, AttributeValue>

/** The trace, and where one is active the span, that a tracing SDK of the thread is in. */
export interface ActiveTrace {
  /** 32 lower-case hex digits. */
  readonly traceId: string
  /** 16 lower-case hex digits. */
  readonly spanId?: string | undefined
  /** False when the trace stands for the whole process, so that it ties the log to nothing. */
  readonly inTrace: boolean
}

/** What is active where a line is logged. Adapters only pass it on. */
export interface CallContext {
  /** Raw attributes of the scope, the user's among them. */
  readonly scope: Readonly<Record<string, unknown>>
  readonly trace: ActiveTrace | undefined
}

/** What an adapter hands to {@link Client.capture}: one line of a logger, still in JavaScript values. */
export interface LogInput {
  /** One of the six severities, or an OpenTelemetry severity number, 1-24. */
  readonly level: Severity | number
  /** The rendered message; may be empty. */
  readonly body: string
  /** Raw values of any kind; taken over before `capture` returns, so later changes do not matter. */
  readonly attributes?: Readonly<Record<string, unknown>>
  /** Fields of `attributes` that the line says in another way, and that are left out. */
  readonly omit?: ReadonlySet<string>
  /** What the logger itself says of the line; wins over `attributes`. Raw values of any kind. */
  readonly loggerAttributes?: Readonly<Record<string, unknown>>
  /** When the line was logged, in milliseconds since 1970, fractions allowed. Default: now. */
  readonly time?: number
  /** The message before its parameters were filled in. Sent only when there is a parameter. */
  readonly template?: string
  /** Values of the template's holes, by position or by name. */
  readonly parameters?: readonly unknown[] | Readonly<Record<string, unknown>>
  /** 32 hex digits. */
  readonly traceId?: string
  /** 16 hex digits. */
  readonly spanId?: string
  /**
   * The error that the line is about, when the logger names one: it becomes `exception.*`.
   * An error that is also a value of `attributes` keeps its own fields under that key.
   * Default: the attribute `err`, then `error`, then the first error found.
   */
  readonly error?: unknown
  /**
   * What was active where the line was logged, for adapters whose loggers hand lines over elsewhere.
   * Default: what is active at the call of `capture`.
   */
  readonly context?: CallContext
  /** Sent as `sentry.origin`: words joined by dots, for example `auto.log.pino`. */
  readonly origin?: string
  /** The logger's own record, for the hint of `beforeSendLog`. */
  readonly native?: unknown
}

/** A log as `beforeSendLog` sees and returns it: the record of Sentry's documentation, key for key. */
export interface Log {
  severity_text: Severity
  /** OpenTelemetry severity number, 1-24. */
  severity_number: number
  body: string
  attributes: Attributes
  time_unix_nano: bigint
  /** 32 hex digits. */
  trace_id: string
  /** 16 hex digits; only where a span was active. */
  span_id?: string
}

/** What `beforeSendLog` is told beside the log. */
export interface LogHint {
  /** `sentry.origin` of the log; absent for `logger.*`. */
  readonly origin?: string | undefined
  /** The logger's own record: pino's parsed line, winston's info, bunyan's record. Do not change it. */
  readonly native?: unknown
}

/** Changes a log before it is sent, or drops it by returning null. */
export type BeforeSendLog = (log: Log, hint: LogHint) => Log | null
