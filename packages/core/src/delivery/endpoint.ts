import { spreadMs } from './backoff.ts'
import type { Compression } from './compress.ts'
import { Line } from './line.ts'
import type { Outcome } from './outcome.ts'
import type { Poster } from './post.ts'
import {
  allClosedUntil,
  extendLimits,
  logsClosedUntil,
  readRateLimits,
  type Category,
  type RateLimits,
} from './rate-limits.ts'
import { wallNow } from '../values/time.ts'

/** The receiving end as far as we know it: takes envelopes, and remembers the rate limits it answered with. */
export class Endpoint {
  /** For logs alone: a client report waits until logs have found the way. */
  readonly line: Line
  readonly #poster: Poster
  readonly #headers: Readonly<Record<string, string>>
  readonly #random: () => number
  #limits: RateLimits = new Map()
  #logsClosedUntil = 0
  #logsOpenAt = 0

  /** `random` gives numbers from 0 to 1. */
  constructor(
    poster: Poster,
    headers: Readonly<Record<string, string>>,
    random: () => number = Math.random,
  ) {
    this.line = new Line(random)
    this.#random = random
    this.#poster = poster
    this.#headers = headers
  }

  /** Until when a limit forbids to send logs, on the clock of `performance.now()`; 0 without one. */
  get logsClosedUntil(): number {
    return this.#logsClosedUntil
  }

  /**
   * When logs are sent again after a limit; 0 without one.
   *
   * Later than the limit ends, which may be at the same moment for many, unless somebody waits.
   */
  get logsOpenAt(): number {
    return this.line.isHurried ? this.logsClosedUntil : this.#logsOpenAt
  }

  /** Whether a limit forbids to send logs now, so that new ones are not taken; asked for each log. */
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
      this.#learn(readRateLimits(outcome.answer, wallNow()), performance.now())
    }
    return outcome
  }

  close(): void {
    this.#poster.close()
  }

  #learn(closedMs: ReadonlyMap<Category, number>, now: number): void {
    this.#limits = extendLimits(this.#limits, closedMs, now)
    const until = logsClosedUntil(this.#limits)
    if (until <= this.#logsClosedUntil) return
    this.#logsClosedUntil = until
    this.#logsOpenAt = until + spreadMs(until - now, this.#random())
  }
}
