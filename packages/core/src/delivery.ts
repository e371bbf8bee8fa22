import type { EncodedLog } from './batch.ts'
import type { DropReason } from './drops.ts'

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
  readonly maxQueueBytes: number
  readonly requestTimeoutMs: number
  readonly compression: 'br' | 'gzip' | 'none'
  readonly sendClientReports: boolean
  /** Debug output, one line each. */
  readonly onDiagnostic?: (message: string) => void
}

/** Takes encoded logs to Sentry: gathers, compresses and posts them, and tells each log's owner what became of it. */
export class Delivery {
  readonly #settings: DeliverySettings

  constructor(settings: DeliverySettings) {
    this.#settings = settings
  }

  /** Bytes of what waits: sealed envelopes, in flight too, and the JSON of the open batch. */
  get queuedBytes(): number {
    return 0
  }

  /** Takes a log over; never throws. */
  add(log: EncodedLog): void {
    void this.#settings
    log.owner.dropped('internal_sdk_error', 1, log.billedBytes)
  }

  /** Counts logs that were dropped before they got here, for the client report only. */
  recordDrop(_reason: DropReason, _logs: number, _bytes: number): void {}

  /**
   * Delivers what was added so far, and reports what was dropped.
   *
   * True when all of it is delivered or given up on within `timeoutMs`.
   */
  flush(_timeoutMs: number): Promise<boolean> {
    return Promise.resolve(true)
  }

  /** Flushes, drops what could not be delivered in time, and frees the sockets; later logs are dropped. */
  close(_timeoutMs: number): Promise<boolean> {
    return Promise.resolve(true)
  }
}
