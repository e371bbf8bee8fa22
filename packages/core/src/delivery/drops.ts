/** Why a log was not delivered: the client-report vocabulary, and `rate_limited` for what the server counted itself. */
export type DropReason =
  | 'before_send'
  | 'event_processor'
  | 'sample_rate'
  | 'queue_overflow'
  | 'cache_overflow'
  | 'ratelimit_backoff'
  | 'rate_limited'
  | 'network_error'
  | 'send_error'
  | 'internal_sdk_error'

/**
 * Hears what became of the logs of one client: every log ends in exactly one of these calls.
 *
 * A log that is refused at once is told of within `add`. What a ledger throws is contained.
 */
export interface Ledger {
  delivered(logs: number, bytes: number): void
  dropped(reason: DropReason, logs: number, bytes: number, error?: Error): void
  /** They lie in the spool for whoever sends them later: nothing more will be heard of them here. */
  spooled(logs: number, bytes: number): void
  /** So many more of those that wait lie on disk, too; fewer when the numbers are negative. */
  stored?(logs: number, bytes: number): void
}

/** Owner of the logs of another process, whose account nobody here keeps. */
export const nobody: Ledger = { delivered: () => {}, dropped: () => {}, spooled: () => {} }

/** Tells an owner of a loss. */
export function tellDropped(
  owner: Ledger,
  reason: DropReason,
  logs: number,
  bytes: number,
  error?: Error,
): void {
  try {
    owner.dropped(reason, logs, bytes, error)
  } catch {
    // A ledger ends in the user's onDrop; its mistake must cost neither a log nor another owner its news.
  }
}

/** Tells an owner of a success. */
export function tellDelivered(owner: Ledger, logs: number, bytes: number): void {
  try {
    owner.delivered(logs, bytes)
  } catch {
    // As above.
  }
}

/** Tells an owner that its logs are left in the spool. */
export function tellSpooled(owner: Ledger, logs: number, bytes: number): void {
  try {
    owner.spooled(logs, bytes)
  } catch {
    // As above.
  }
}

/** Tells an owner that its logs have come to the disk, or with negative numbers are about to be settled. */
export function tellStored(owner: Ledger, logs: number, bytes: number): void {
  try {
    owner.stored?.(logs, bytes)
  } catch {
    // As above.
  }
}

/** Logs that were lost for one reason. */
export interface DroppedLogs {
  readonly reason: DropReason
  readonly logs: number
  readonly bytes: number
}

/** One line of a client report. */
export interface DiscardedEvent {
  readonly reason: DropReason
  readonly category: 'log_item' | 'log_byte'
  readonly quantity: number
}

/** Adds up drops between two client reports. */
export class DropTally {
  readonly #counts = new Map<DropReason, { logs: number; bytes: number }>()

  get isEmpty(): boolean {
    return this.#counts.size === 0
  }

  /** Logs answered 429 (`rate_limited`) are left out: the server counted them itself. */
  add(reason: DropReason, logs: number, bytes: number): void {
    if (reason === 'rate_limited' || logs === 0) return
    const count = this.#counts.get(reason)
    if (count === undefined) {
      this.#counts.set(reason, { logs, bytes })
    } else {
      count.logs += logs
      count.bytes += bytes
    }
  }

  /** Reads and resets. */
  take(): DroppedLogs[] {
    const drops = Array.from(this.#counts, ([reason, count]) => ({ reason, ...count }))
    this.#counts.clear()
    return drops
  }
}

/** The lines of a client report. Logs whose size is not known weigh one byte: both categories must be told, and never zero. */
export const toDiscardedEvents = (drops: readonly DroppedLogs[]): DiscardedEvent[] =>
  drops.flatMap(({ reason, logs, bytes }): DiscardedEvent[] => [
    { reason, category: 'log_item', quantity: logs },
    { reason, category: 'log_byte', quantity: Math.max(bytes, 1) },
  ])
