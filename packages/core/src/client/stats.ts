import type { DropReason, Ledger } from '../delivery/drops.ts'
import { ignoreRejection } from '../options/hooks.ts'
import type { Drop } from '../options/options.ts'

/** What became of a client's logs. At all times captured = delivered + all of dropped + queued. */
export interface Stats {
  /** Logs taken over, after `enableLogs` and `minLevel`. */
  readonly captured: number
  readonly delivered: number
  /** Number of lost logs by reason; a reason without a loss is absent. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
  /** Logs that wait for delivery, those in the spool included. */
  readonly queued: number
  /** How many of these this client has left in the spool for good: another process sends them. */
  readonly spooled: number
  /** Size of what waits, as Sentry bills it. */
  readonly queuedBytes: number
}

/** Keeps the account of one client. */
export class Account implements Ledger {
  readonly #onDrop: ((drop: Drop) => void) | undefined
  readonly #dropped: Partial<Record<DropReason, number>> = {}
  #captured = 0
  #delivered = 0
  #queued = 0
  #spooled = 0
  #queuedBytes = 0
  #telling = false

  constructor(onDrop?: (drop: Drop) => void) {
    this.#onDrop = onDrop
  }

  get stats(): Stats {
    return {
      captured: this.#captured,
      delivered: this.#delivered,
      dropped: { ...this.#dropped },
      queued: this.#queued,
      spooled: this.#spooled,
      queuedBytes: this.#queuedBytes,
    }
  }

  /** A log that goes to delivery. */
  enqueue(bytes: number): void {
    this.#captured += 1
    this.#queued += 1
    this.#queuedBytes += bytes
  }

  /** A log that was captured and lost before it got to delivery. */
  lose(reason: DropReason, bytes: number, error?: Error): void {
    this.#captured += 1
    this.#drop(reason, 1, bytes, error)
  }

  delivered(logs: number, bytes: number): void {
    this.#delivered += logs
    this.#queued -= logs
    this.#queuedBytes -= bytes
  }

  dropped(reason: DropReason, logs: number, bytes: number, error?: Error): void {
    this.#queued -= logs
    this.#queuedBytes -= bytes
    this.#drop(reason, logs, bytes, error)
  }

  spooled(logs: number): void {
    this.#spooled += logs
  }

  #drop(reason: DropReason, logs: number, bytes: number, error: Error | undefined): void {
    this.#dropped[reason] = (this.#dropped[reason] ?? 0) + logs
    // A hook that logs would be told of its own losses without end.
    if (this.#onDrop === undefined || this.#telling) return
    this.#telling = true
    try {
      ignoreRejection(this.#onDrop({ reason, logs, bytes, ...(error !== undefined && { error }) }))
    } catch {
      // The log path goes on whatever the user's hook does.
    } finally {
      this.#telling = false
    }
  }
}
