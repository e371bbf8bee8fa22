import { backoffMs, spreadMs } from './backoff.ts'

/** Most requests with logs that are under way at the same time. */
const maxInFlight = 16

/** More do not make the pauses any longer, and would take as many answers to make up for. */
const maxFailures = 6

/** However much of a hurry somebody is in, an endpoint that is away is not tried sooner after a failure. */
const minWaitMs = 100

/**
 * Decides when the next request with logs may go. All times are on the clock of `now`.
 *
 * The endpoint is away from a failure on. Then there is one request at a time, after a pause that grows
 * with each failure. The first one that is answered ends that, and each answer admits one request more,
 * so that the number of those under way doubles with each round trip, up to 16.
 *
 * Each answer makes up for one failure only: an endpoint that comes back weak, and refuses many, is not
 * tried by all of them once a second.
 *
 * Only a request that began after the last failure says something new: those that were under way
 * when the endpoint went away fail together, and must not count as many failures.
 */
export class Line {
  readonly #random: () => number
  /** Those who wait for the logs to arrive, and until when. */
  readonly #waiting = new Set<{ readonly deadline: number }>()
  /** Number of failures that said something new; each starts an era. */
  #era = 0
  /** Requests under way that began in this era, and in earlier ones. */
  #fresh = 0
  #stale = 0
  /** How many fresh ones there may be. */
  #window = maxInFlight
  #isAway = false
  /** Failures that are not yet made up for by answers. */
  #failures = 0
  #failedAt = 0
  /** Until when the endpoint asked to be left alone. */
  #askedUntil = 0
  #opensAt = 0

  constructor(random: () => number) {
    this.#random = random
  }

  get isAway(): boolean {
    return this.#isAway
  }

  /** When the next try may go; 0 while the endpoint is there. */
  get opensAt(): number {
    return this.#opensAt
  }

  /** Whether somebody waits for the logs to arrive. */
  get isHurried(): boolean {
    return this.#waiting.size > 0
  }

  /** How many more requests may be under way; not below zero. */
  get room(): number {
    return Math.max(
      Math.min(this.#window - this.#fresh, maxInFlight - this.#fresh - this.#stale),
      0,
    )
  }

  /** A request begins; give what this returns to {@link answer} or {@link fail}. */
  begin(): number {
    this.#fresh += 1
    return this.#era
  }

  /** A request was answered, whatever the answer; true when the endpoint is back by that. */
  answer(era: number): boolean {
    if (!this.#end(era)) return false
    const isBack = this.#isAway
    this.#isAway = false
    this.#failures = Math.max(0, this.#failures - 1)
    this.#opensAt = 0
    this.#window = Math.min(this.#window + 1, maxInFlight)
    return isBack
  }

  /** A request failed, and the endpoint asked to be left alone for `askedMs`; true when it is away by that. */
  fail(era: number, askedMs: number, now: number): boolean {
    if (!this.#end(era)) return false
    this.#era += 1
    this.#stale += this.#fresh
    this.#fresh = 0
    this.#window = 1
    const isNews = !this.#isAway
    this.#isAway = true
    this.#failures = Math.min(this.#failures + 1, maxFailures)
    this.#failedAt = now
    this.#askedUntil = now + askedMs
    this.#opensAt = this.#askedUntil + this.#pauseMs(askedMs)
    return isNews
  }

  /**
   * Somebody waits until `deadline`: the endpoint is tried at once, and often enough until then.
   *
   * What it asked for is kept, unless the deadline would pass meanwhile. Give back what ends the hurry.
   */
  hurry(deadline: number, now: number): () => void {
    const waiting = { deadline }
    this.#waiting.add(waiting)
    const soonest = Math.max(now, this.#failedAt + minWaitMs)
    const asked = this.#askedUntil < deadline ? this.#askedUntil : 0
    this.#opensAt = Math.min(this.#opensAt, Math.max(soonest, asked))
    return () => void this.#waiting.delete(waiting)
  }

  /** Whoever waits is not kept waiting for longer than half of the time that he has left. */
  #pauseMs(askedMs: number): number {
    const deadline = Math.min(...Array.from(this.#waiting, (waiting) => waiting.deadline))
    const patienceMs = Math.max((deadline - this.#askedUntil) / 2, minWaitMs)
    const random = this.#random()
    const pauseMs = Math.max(backoffMs(this.#failures, random), spreadMs(askedMs, random))
    return Math.min(pauseMs, patienceMs)
  }

  /** True when the request began after the last failure. */
  #end(era: number): boolean {
    if (era === this.#era) {
      this.#fresh -= 1
      return true
    }
    this.#stale -= 1
    return false
  }
}
