import { retryAfterMs } from '../packages/core/src/delivery/retry-after.ts'
import type { PlayedClock } from './played-clock.ts'
import type { PlayedEndpoint } from './endpoint.ts'
import {
  extendLimits,
  logsClosedUntil,
  readRateLimits,
  type RateLimits,
} from '../packages/core/src/delivery/rate-limits.ts'
import type { Client } from './client.ts'

const flushIntervalMs = 5000
const retryIntervalMs = 5000
const maxInFlight = 16

/**
 * What is often written: flushes five seconds after the first log, tries all of it again five seconds after a
 * failure or exactly when it was told to come back, up to 16 requests at once. It obeys every header.
 */
export class NaiveClient implements Client {
  readonly #clock: PlayedClock
  readonly #endpoint: PlayedEndpoint
  #gathering = false
  #waiting = 0
  #inFlight = 0
  #opensAt = 0
  #wakesAt = 0
  #limits: RateLimits = new Map()

  constructor(clock: PlayedClock, endpoint: PlayedEndpoint) {
    this.#clock = clock
    this.#endpoint = endpoint
  }

  log(): void {
    if (this.#gathering || logsClosedUntil(this.#limits) > this.#clock.now) return
    this.#gathering = true
    this.#clock.after(flushIntervalMs, () => {
      this.#gathering = false
      this.#waiting += 1
      this.#pump()
    })
  }

  #pump(): void {
    while (this.#waiting > 0 && this.#inFlight < maxInFlight) {
      const opensAt = Math.max(this.#opensAt, logsClosedUntil(this.#limits))
      if (opensAt > this.#clock.now) return this.#wake(opensAt)
      this.#waiting -= 1
      this.#inFlight += 1
      void this.#send()
    }
  }

  async #send(): Promise<void> {
    const outcome = await this.#endpoint.receive()
    const { now } = this.#clock
    this.#inFlight -= 1
    if (outcome.type === 'failed') {
      this.#waiting += 1
      this.#opensAt = now + retryIntervalMs
    } else {
      this.#limits = extendLimits(this.#limits, readRateLimits(outcome.answer, Date.now()), now)
    }
    if (outcome.type === 'unavailable') {
      this.#waiting += 1
      this.#opensAt = now + (retryAfterMs(outcome.answer.retryAfter, Date.now()) || retryIntervalMs)
    }
    this.#pump()
  }

  #wake(at: number): void {
    if (this.#wakesAt > this.#clock.now) return
    this.#wakesAt = at
    this.#clock.after(at - this.#clock.now, () => this.#pump())
  }
}
