import type { DropReason } from '../delivery/drops.ts'
import type { BeforeSendLog } from '../log.ts'
import type { LevelMap, Severity } from '../severity.ts'

/** One loss, as {@link Options.onDrop} is told of it. */
export interface Drop {
  readonly reason: DropReason
  /** Number of logs lost. */
  readonly logs: number
  /** Their size as Sentry bills it: bytes of body, attribute names and attribute values. */
  readonly bytes: number
  /** What went wrong, where there was an error. */
  readonly error?: Error
}

/** The option {@link Options.spool}. */
export interface SpoolOptions {
  /** Folder of the files, made when it is not there; several processes may have the same one. */
  readonly directory: string
  /**
   * Bytes that the files of this process, and those that ended processes left, may take on disk. When
   * it is reached the oldest are given up, counted as `cache_overflow`. 1 MiB to 64 GiB, default 64 MiB.
   */
  readonly maxBytes?: number | undefined
}

/**
 * Options of every client, adapter and `init`. All are optional; an unknown name, a wrong type or a
 * value beyond its bound throws a `TypeError` when the client is made.
 */
export interface Options {
  /**
   * Address of the project. Without one, or with one that cannot be parsed, nothing is sent and one
   * process warning says so. Environment: `SENTRY_DSN`.
   */
  readonly dsn?: string | undefined
  /** Sent as `sentry.environment`. Environment: `SENTRY_ENVIRONMENT`. Default: 'production'. */
  readonly environment?: string | undefined
  /** Sent as `sentry.release`. Environment: `SENTRY_RELEASE`. Default: not sent. */
  readonly release?: string | undefined
  /**
   * Sent as `server.address`, before the host name that a logger wrote; false leaves it out.
   * Environment: `SENTRY_NAME`. Default: the logger's host name, then `os.hostname()`.
   */
  readonly serverName?: string | false | undefined
  /** URL that takes the envelopes in place of the DSN's own endpoint, such as a local Relay. */
  readonly tunnel?: string | undefined
  /** More HTTP headers for every request; those that the request itself decides are refused. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** URL of an HTTP proxy. Environment: `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`. */
  readonly proxy?: string | undefined
  /** PEM text of the certificate authorities to trust in place of Node's own. */
  readonly ca?: string | undefined

  /** False turns everything off: no timer, no socket, no work. Environment: `SENTRY_ENABLE_LOGS`. Default: true. */
  readonly enableLogs?: boolean | undefined
  /** Least severity that is sent; lines below it are not counted at all. Default: 'trace'. */
  readonly minLevel?: Severity | undefined
  /** Severity (a text, or 1-24) of the logger's own level names or numbers; wins over the built-in tables. */
  readonly levelMap?: LevelMap | undefined
  /** Attributes of every log; those of the line and of the scope win. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined
  /** A log whose body holds one of the substrings, or matches one of the expressions, is dropped. */
  readonly ignore?: readonly (string | RegExp)[] | undefined
  /**
   * Share of logs to send, 0 to 1, or one share per severity (1 where a severity is not named).
   * The logs of one real trace are kept or dropped together: what a trace keeps at one rate it keeps
   * at every higher one. Default: 1.
   */
  readonly sampleRate?: number | Readonly<Partial<Record<Severity, number>>> | undefined
  /**
   * Changes or drops (null) each log before it is sent. A hook that throws, or returns anything else
   * than a log, loses that one log, counted as `before_send`, and warns once.
   */
  readonly beforeSendLog?: BeforeSendLog | undefined
  /**
   * Module that exports `beforeSendLog` and `onDrop`, by name or as properties of its default export,
   * for places where functions cannot be passed (pino's worker). An absolute path, a file URL, or
   * relative to the working directory. Functions given as options win.
   */
  readonly hooksModule?: string | undefined

  /** Spreads nested objects over dotted names; false sends each as JSON text. Default: true. */
  readonly flatten?: boolean | undefined
  /** Levels of nesting that are spread; deeper ones become JSON text. 1-32, default 6. */
  readonly maxDepth?: number | undefined
  /** Attributes of one line; further ones are left out. Defaults do not count. 1-1024, default 128. */
  readonly maxAttributes?: number | undefined
  /** UTF-8 bytes of one attribute value; longer text is cut and marked. 64-65536, default 8192. */
  readonly maxValueBytes?: number | undefined
  /** Lists of one kind of scalar travel as type `array`, or as JSON text for older servers. Default: 'array'. */
  readonly arrays?: 'array' | 'json' | undefined
  /** Names whose values are replaced by `[Filtered]`; false turns that off. Default: `defaultRedact`. */
  readonly redact?: readonly string[] | false | undefined
  /** Spelling of the names that the application chose. Default: 'as-is'. */
  readonly attributeNaming?: 'as-is' | 'snake_case' | undefined

  /** Logs in one envelope. 1-100 (Sentry's limit), default 100. */
  readonly maxBatchLogs?: number | undefined
  /** Longest a log waits for company, in milliseconds. 1-30000, default 5000. */
  readonly flushIntervalMs?: number | undefined
  /** Longest an error waits, in milliseconds; a fatal does not wait. 0-30000, default 500. */
  readonly urgentIntervalMs?: number | undefined
  /**
   * Bytes of compressed envelopes that may wait for the network. When 80 % are used logs below warn
   * are refused, from 95 % those below error, then all. At least 1 MiB, default 32 MiB.
   */
  readonly maxQueueBytes?: number | undefined
  /** Longest `flush` and `close` wait, in milliseconds, when not told otherwise. 0-9000, default 2000. */
  readonly shutdownTimeoutMs?: number | undefined
  /** Longest one request may take, in milliseconds. 100-300000, default 30000. */
  readonly requestTimeoutMs?: number | undefined
  /** 'br' becomes 'gzip' for good when a gateway does not take it. Default: 'br'. */
  readonly compression?: 'br' | 'gzip' | 'none' | undefined
  /** Tells Sentry how many logs were lost and why. Default: true. */
  readonly sendClientReports?: boolean | undefined
  /**
   * Delivers in a worker thread; false, and where no worker can start, in the application's own.
   * Default: true.
   */
  readonly worker?: boolean | undefined
  /**
   * Delivers what waits when a signal is about to end the process, which it then does. Not where the
   * application listens for that signal itself. A process that is stuck in a loop no longer ends by a
   * SIGTERM: false leaves signals alone. Default: true.
   */
  readonly handleSignals?: boolean | undefined

  /**
   * Keeps what is not delivered within a second in files, for this process to send when Sentry is back,
   * or for the next one that has the same directory. Default: off, what waits is in memory alone.
   */
  readonly spool?: SpoolOptions | undefined

  /** Writes what the client does to stderr. Environment: `SENTRY_DEBUG`. Default: false. */
  readonly debug?: boolean | undefined
  /** Called for every loss; what it throws is ignored. */
  readonly onDrop?: ((drop: Drop) => void) | undefined
}
