import { Alarm } from './alarm.ts'
import type { Backlog } from './backlog.ts'
import type { DropReason } from './drops.ts'
import type { Endpoint } from './endpoint.ts'
import { toError, type Outcome } from './outcome.ts'
import type { SealedBatch } from './queue.ts'
import { retryAfterMs } from './retry-after.ts'
import { wallNow } from '../values/time.ts'

/** What a sender works with, and whom it tells. */
export interface SenderSettings {
  readonly backlog: Backlog
  readonly endpoint: Endpoint
  /** Hears of every request, when it goes out. */
  readonly onSend: () => void
  /** Must not throw. */
  readonly onDiagnostic: (message: string) => void
}

/**
 * Sends the backlog, oldest first, several batches at a time while there are many.
 *
 * While the server has closed the door to logs it sends nothing, and while the server is away next to nothing.
 */
export class Sender {
  readonly #settings: SenderSettings
  readonly #reopening = new Alarm(() => this.pump())
  /** Why the endpoint is away. */
  #failure: Error | undefined
  #givenUp: DropReason | undefined

  constructor(settings: SenderSettings) {
    this.#settings = settings
  }

  /** Sends what waits, as far as it may go now; the rest goes when its time has come. */
  pump(): void {
    const { backlog, endpoint } = this.#settings
    if (this.#givenUp !== undefined) return this.dropWaiting(this.#givenUp)
    while (backlog.isWaiting && endpoint.line.room > backlog.reading) {
      const opensAt = this.#opensAt
      if (opensAt > performance.now()) return this.#reopening.set(opensAt)
      const batch = backlog.take()
      if (batch !== undefined) void this.#send(batch)
    }
  }

  /**
   * When a batch with this deadline is worth an envelope.
   *
   * One that could not go yet only splits what might go together. And when sending begins again, what is
   * gathered goes with the rest, so that processes that took a log in the moment a limit ended do not go on
   * in step.
   */
  dueAt(deadline: number): number {
    const opensAt = this.#opensAt
    return opensAt > performance.now() ? opensAt : deadline
  }

  /** Somebody waits until `deadline`, on the clock of `performance.now()`; give back what ends the hurry. */
  hurry(deadline: number): () => void {
    const end = this.#settings.endpoint.line.hurry(deadline, performance.now())
    this.pump()
    return end
  }

  /** Drops what waits; what is on its way keeps its chance. */
  dropWaiting(reason: DropReason): void {
    this.#settings.backlog.dropWaiting(reason, this.#failure)
  }

  /** Drops what waits, and from now on what would wait again. */
  giveUp(reason: DropReason): void {
    this.#givenUp = reason
    this.#reopening.clear()
    this.dropWaiting(reason)
  }

  get #opensAt(): number {
    const { endpoint } = this.#settings
    return Math.max(endpoint.logsOpenAt, endpoint.line.opensAt)
  }

  async #send(batch: SealedBatch): Promise<void> {
    const { backlog, endpoint, onSend } = this.#settings
    const era = endpoint.line.begin()
    onSend()
    const outcome = await endpoint.send(batch.body, batch.compression)
    this.#learn(era, outcome)
    backlog.conclude(batch, outcome)
    this.pump()
  }

  #learn(era: number, outcome: Outcome): void {
    const { endpoint, onDiagnostic } = this.#settings
    if (outcome.type !== 'failed' && outcome.type !== 'unavailable') {
      if (!endpoint.line.answer(era)) return
      this.#failure = undefined
      onDiagnostic('the endpoint is back')
      return
    }
    const error = toError(outcome)
    this.#failure ??= error
    const header = outcome.type === 'unavailable' ? outcome.answer.retryAfter : undefined
    const isNews = endpoint.line.fail(era, retryAfterMs(header, wallNow()), performance.now())
    if (isNews && this.#givenUp === undefined) {
      onDiagnostic(`the endpoint is away (${error.message}), trying again`)
    }
  }
}
