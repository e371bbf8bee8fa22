import type { Ledger } from './drops.ts'
import { containerBytes } from './envelope.ts'
import type { Severity } from '../severity.ts'
import { Shares } from './shares.ts'

/** A log as it crosses from recording to delivery: one item of an envelope as JSON text, and what delivery needs to know of it. */
export interface EncodedLog {
  readonly json: string
  readonly severity: Severity
  /** What Sentry bills for the log: the measure of `log_byte` in client reports. */
  readonly billedBytes: number
  readonly owner: Ledger
}

/** When a batch is worth an envelope. */
export interface BatchLimits {
  readonly maxBatchLogs: number
  /** Longest that a log waits for company, in milliseconds. */
  readonly flushIntervalMs: number
  /** Longest that an error waits for company, in milliseconds. */
  readonly urgentIntervalMs: number
}

/** About what the objects of a batch take in memory, which may be more than its logs. */
export const overheadBytes = 768

/** Room for what an envelope has before its payload. */
const headerBytes = 300

/** Far below the 12 MiB that the server takes, so that a lost request costs little. */
const maxBatchBytes = 1024 * 1024

/**
 * Gathers encoded logs until they are worth an envelope.
 *
 * Its deadline stands from the first log on: later logs never put it off, errors bring it forward.
 */
export class Batch {
  readonly #limits: BatchLimits
  readonly #logs: string[] = []
  readonly #shares: Shares = new Shares()
  #bytes = containerBytes
  #deadline = Number.POSITIVE_INFINITY
  #since = Number.POSITIVE_INFINITY

  constructor(limits: BatchLimits) {
    this.#limits = limits
  }

  /** The logs as JSON text, in the order they came. */
  get logs(): readonly string[] {
    return this.#logs
  }

  get shares(): Shares {
    return this.#shares
  }

  /** Bytes that the batch holds in memory. */
  get bytes(): number {
    return this.isEmpty ? 0 : this.#bytes + headerBytes + overheadBytes
  }

  /** Bytes of memory that one more log costs, in this batch or in one of its own. */
  costOf(bytes: number): number {
    const isOwn = this.isEmpty || !this.hasRoomFor(bytes)
    return isOwn ? containerBytes + bytes + headerBytes + overheadBytes : bytes + 1
  }

  /** When the batch must go, on the clock of the `now` given to {@link add}; infinite while it is empty. */
  get deadline(): number {
    return this.#deadline
  }

  /** When the first log was added. */
  get since(): number {
    return this.#since
  }

  get isEmpty(): boolean {
    return this.#logs.length === 0
  }

  get isFull(): boolean {
    return this.#logs.length >= this.#limits.maxBatchLogs || this.#bytes >= maxBatchBytes
  }

  /** An empty batch has room for any log. */
  hasRoomFor(bytes: number): boolean {
    return this.isEmpty || this.#bytes + 1 + bytes <= maxBatchBytes
  }

  /** `bytes` are those of the log's JSON as UTF-8. */
  add(log: EncodedLog, bytes: number, now: number): void {
    this.#bytes += this.isEmpty ? bytes : bytes + 1
    this.#logs.push(log.json)
    this.#shares.add(log.owner, log.billedBytes)
    this.#since = Math.min(this.#since, now)
    this.#deadline = Math.min(this.#deadline, now + this.#patienceMs(log.severity))
  }

  #patienceMs(severity: Severity): number {
    switch (severity) {
      case 'fatal':
        return 0
      case 'error':
        return Math.min(this.#limits.urgentIntervalMs, this.#limits.flushIntervalMs)
      default:
        return this.#limits.flushIntervalMs
    }
  }
}
