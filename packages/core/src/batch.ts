import type { Ledger } from './drops.ts'
import type { Severity } from './severity.ts'

/** A log as it crosses from recording to delivery: one item of an envelope as JSON text, and what delivery needs to know of it. */
export interface EncodedLog {
  readonly json: string
  readonly severity: Severity
  /** What Sentry bills for the log: the measure of `log_byte` in client reports. */
  readonly billedBytes: number
  readonly owner: Ledger
}
