import { toTimeMs } from '@logs-to-sentry/core'
import { isFields, type Fields } from './fields.ts'

/** A time, and where it was found. */
export interface FoundTime {
  readonly timeMs: number
  /** The field that said it. */
  readonly field: string
}

const timeFields = ['@timestamp', 'timestamp', 'ts']

// 1 January 2000: a smaller number under one of `timeFields` is something else than a time.
const earliestTimeMs = 946_684_800_000

/** Finds the time of a line: pino's own, else a field that custom timestamps are often written to. */
export function findTime(own: unknown, fields: Fields): FoundTime | undefined {
  const ownMs = toTimeMs(own)
  if (ownMs !== undefined) return { timeMs: ownMs, field: 'time' }
  for (const field of timeFields) {
    const timeMs = readTime(fields[field])
    if (timeMs !== undefined && timeMs >= earliestTimeMs) return { timeMs, field }
  }
  return undefined
}

// Google Cloud writes `{ seconds, nanos }`.
function readTime(value: unknown): number | undefined {
  if (!isFields(value)) return toTimeMs(value)
  const { seconds, nanos } = value
  if (typeof seconds !== 'number' || typeof nanos !== 'number') return undefined
  return toTimeMs(seconds * 1e3 + nanos / 1e6)
}
