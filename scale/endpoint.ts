import { toOutcome, type Answer, type Outcome } from '../packages/core/src/delivery/outcome.ts'
import type { PlayedClock } from './played-clock.ts'

/** What an endpoint does with a request that arrives at `now`: answers, or takes no connection. */
export type Manner = (now: number) => (Partial<Answer> & { readonly status: number }) | 'refuse'

/** From a request to its answer. */
const roundTripMs = 50

/** The one endpoint of a fleet; counts what arrives. */
export class PlayedEndpoint {
  readonly #clock: PlayedClock
  readonly #manner: Manner
  /** Requests that arrived, and those of them that were accepted, by tenth of a second. */
  readonly arrived: number[] = []
  readonly accepted: number[] = []

  constructor(clock: PlayedClock, manner: Manner) {
    this.#clock = clock
    this.#manner = manner
  }

  /** Resolves after a round trip. */
  async receive(): Promise<Outcome> {
    await this.#pass(roundTripMs / 2)
    const answer = this.#manner(this.#clock.now)
    const slot = Math.floor(this.#clock.now / 100)
    this.arrived[slot] = (this.arrived[slot] ?? 0) + 1
    const outcome = toAnswered(answer)
    if (outcome.type === 'accepted') this.accepted[slot] = (this.accepted[slot] ?? 0) + 1
    await this.#pass(roundTripMs / 2)
    return outcome
  }

  #pass(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve))
  }
}

const refusal = new Error('connection refused')

function toAnswered(answer: ReturnType<Manner>): Outcome {
  if (answer === 'refuse') return { type: 'failed', error: refusal }
  const silent = { rateLimits: undefined, retryAfter: undefined, error: undefined }
  return toOutcome({ ...silent, ...answer })
}
