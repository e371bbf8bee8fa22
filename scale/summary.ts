import type { FleetResult } from './fleet.ts'
import { seconds, troubleFrom, troubleUntil } from './scenarios.ts'

/** What a run comes to; rates are requests a second. */
export interface Summary {
  /** Before the trouble. */
  readonly steady: number
  /** In the second half of the trouble, on average. */
  readonly during: number
  /** The busiest second after the trouble. */
  readonly peak: number
  /** The busiest tenth of a second after the trouble, as a rate. */
  readonly sharpest: number
  /** Seconds after the trouble until the rate stays below one and a half times the steady one. */
  readonly calmAfter: number
}

export function summarize({ arrived }: FleetResult): Summary {
  const rates = bySecond(arrived)
  const steady = mean(rates.slice(troubleFrom / 3, troubleFrom))
  const after = rates.slice(troubleUntil)
  return {
    steady,
    during: mean(rates.slice((troubleFrom + troubleUntil) / 2, troubleUntil)),
    peak: Math.max(...after),
    sharpest: Math.max(...arrived.slice(troubleUntil * 10)) * 10,
    calmAfter: after.findLastIndex((rate) => rate > 1.5 * steady) + 1,
  }
}

/** Requests in each second. */
export function bySecond(tenths: readonly number[]): number[] {
  return Array.from({ length: seconds }, (_, second) =>
    tenths.slice(second * 10, second * 10 + 10).reduce((sum, count) => sum + count, 0),
  )
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
