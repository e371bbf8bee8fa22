import type { Compression } from './compress.ts'

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
  /** Hears the status of every answer that refused an envelope. */
  readonly onRefused?: (status: number) => void
  /** Debug output, one line each. */
  readonly onDiagnostic?: (message: string) => void
}
