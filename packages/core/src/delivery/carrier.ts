import type { EncodedLog } from './batch.ts'
import type { DropReason } from './drops.ts'

/** What clients hand their logs to: delivery in the same thread, or in a worker. */
export interface Carrier {
  /** Logs that are neither delivered nor dropped yet. */
  readonly queuedLogs: number
  /** Takes a log over; never throws. */
  add(log: EncodedLog): void
  /** Counts logs that were dropped before they got here, for the client report only. */
  recordDrop(reason: DropReason, logs: number, bytes: number): void
  /**
   * Delivers what was added so far, and reports what was dropped.
   *
   * True when all of it is delivered or given up on within `timeoutMs`. Keeps the process alive meanwhile.
   */
  flush(timeoutMs: number): Promise<boolean>
  /** Flushes, drops what could not be delivered in time, and frees what it holds; later logs are dropped. */
  close(timeoutMs: number): Promise<boolean>
}
