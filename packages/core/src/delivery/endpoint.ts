import type { Compression } from './compress.ts'
import { Line } from './line.ts'
import type { Outcome } from './outcome.ts'
import type { Poster } from './post.ts'
import {
  allClosedUntil,
  extendLimits,
  logsClosedUntil,
  readRateLimits,
  type RateLimits,
} from './rate-limits.ts'

/** The receiving end as far as we know it: takes envelopes, and remembers the rate limits it answered with. */
export class Endpoint {
  /** For logs alone: a client report waits until logs have found the way. */
  readonly line: Line
  readonly #poster: Poster
  readonly #headers: Readonly<Record<string, string>>
  #limits: RateLimits = new Map()

  /** `random` gives numbers from 0 to 1. */
  constructor(
    poster: Poster,
    headers: Readonly<Record<string, string>>,
    random: () => number = Math.random,
  ) {
    this.line = new Line(random)
    this.#poster = poster
    this.#headers = headers
  }

  /** Until when no logs may be sent, on the clock of `performance.now()`; 0 when they may. */
  get logsClosedUntil(): number {
    return logsClosedUntil(this.#limits)
  }

  /** Whether no logs may be sent now; asked for each log. */
  get isLimited(): boolean {
    const closedUntil = this.logsClosedUntil
    return closedUntil > 0 && closedUntil > performance.now()
  }

  /** Until when nothing may be sent at all. */
  get allClosedUntil(): number {
    return allClosedUntil(this.#limits)
  }

  /** Never rejects. */
  async send(envelope: Uint8Array, compression: Compression): Promise<Outcome> {
    const headers =
      compression === 'none' ? this.#headers : { ...this.#headers, 'content-encoding': compression }
    const outcome = await this.#poster.post(envelope, headers)
    if (outcome.type !== 'failed') {
      const closedMs = readRateLimits(outcome.answer, Date.now())
      this.#limits = extendLimits(this.#limits, closedMs, performance.now())
    }
    return outcome
  }

  close(): void {
    this.#poster.close()
  }
}
