import type { Compression } from './compress.ts'

/** Where undelivered envelopes are kept on disk. */
export interface SpoolSettings {
  /** An absolute path. */
  readonly directory: string
  /** Bound of what this delivery and those that have ended keep there. */
  readonly maxBytes: number
  /** Stands for the endpoint and the project, without the key: who differs in it has other files. Letters and digits. */
  readonly target: string
}

/** How and where to deliver; everything resolved and checked before. */
export interface DeliverySettings {
  /** The envelope endpoint, or the tunnel. */
  readonly url: string
  /** Complete: authentication, `User-Agent`, `Content-Type` and the user's own. */
  readonly headers: Readonly<Record<string, string>>
  /** The DSN for the envelope header, when a tunnel is used. */
  readonly envelopeDsn?: string
  /** URL of a forward proxy. Default: `HTTP(S)_PROXY` and `NO_PROXY` of the environment. */
  readonly proxy?: string
  /** PEM text of certificate authorities to trust instead of Node's own. */
  readonly ca?: string
  readonly sdk: { readonly name: string; readonly version: string }
  readonly maxBatchLogs: number
  readonly flushIntervalMs: number
  readonly urgentIntervalMs: number
  /** Bound of what waits: compressed envelopes, those on their way included, and the JSON of the open batch. */
  readonly maxQueueBytes: number
  readonly requestTimeoutMs: number
  readonly compression: Compression
  readonly sendClientReports: boolean
  /** Default: nothing is kept on disk. */
  readonly spool?: SpoolSettings | undefined
  /** Hears of everything that goes wrong with the spool. */
  readonly onSpoolFailure?: (error: Error) => void
  /** Hears the status of every answer that refused an envelope. */
  readonly onRefused?: (status: number) => void
  /** Debug output, one line each. */
  readonly onDiagnostic?: (message: string) => void
}
