import { isKeptTime, toTimeMs } from '@logs-to-sentry/core'
import { isFields, type Fields } from './fields.ts'

/** A time, and where it was found. */
export interface FoundTime {
  readonly timeMs: number
  /** The field that said it. */
  readonly field: string
}

/** Fields that pino's own and custom timestamps are written to. */
export const timeFields: readonly string[] = ['time', '@timestamp', 'timestamp', 'ts']

/**
 * Finds the time of a line: the one in its head, which pino wrote, else that of the application.
 * One that is older than Sentry keeps logs is none.
 */
export function findTime(head: Fields, fields: Fields): FoundTime | undefined {
  return findIn(head) ?? findIn(fields)
}

function findIn(fields: Fields): FoundTime | undefined {
  for (const field of timeFields) {
    const timeMs = readTime(fields[field])
    if (timeMs !== undefined && isKeptTime(timeMs)) return { timeMs, field }
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
