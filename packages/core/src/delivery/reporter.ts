import { Alarm } from './alarm.ts'
import { DropTally, toDiscardedEvents, type DroppedLogs, type DropReason } from './drops.ts'
import type { Endpoint } from './endpoint.ts'
import { serializeClientReport, type EnvelopeHeader } from './envelope.ts'
import { wallNow } from '../values/time.ts'

/** Beside other requests a report goes no more often than this. */
const besideTrafficMs = 30_000

/** Without other requests it waits no longer than this. */
const aloneMs = 60_000

/**
 * Tells Sentry what was dropped, added up in a client report now and then.
 *
 * Lost reports are not reported. The counts of one that got no answer, which may have arrived all the same,
 * go along with the next, once; those of one that met with an error of the server until there is none.
 * While the endpoint is away reports wait until logs have come through.
 */
export class Reporter {
  readonly #endpoint: Endpoint
  readonly #header: EnvelopeHeader
  readonly #tally = new DropTally()
  readonly #alarm = new Alarm(() => void this.send())
  #returned: readonly DroppedLogs[] = []
  #sending: Promise<void> | undefined
  #sentAt: number = performance.now()
  #closed = false

  constructor(endpoint: Endpoint, header: EnvelopeHeader) {
    this.#endpoint = endpoint
    this.#header = header
  }

  /** Whether there is something to tell, and somebody who would listen; true while a report is under way. */
  get isPending(): boolean {
    return this.#sending !== undefined || this.isDue
  }

  /** {@link isPending} without a report that is under way. */
  get isDue(): boolean {
    return this.#hasNews && !this.#isClosed
  }

  count(reason: DropReason, logs: number, bytes: number): void {
    if (this.#closed) return
    this.#tally.add(reason, logs, bytes)
    this.#remind()
  }

  /** To be called when another request goes out. */
  sendBeside(): void {
    if (performance.now() - this.#sentAt >= besideTrafficMs) void this.send()
  }

  /** Sends what there is to tell, after a report that is under way. Never rejects. */
  async send(): Promise<void> {
    await this.#sending
    if (!this.#hasNews) return
    if (this.#isClosed) return this.#remind()
    this.#sending ??= this.#send()
    await this.#sending
  }

  /** Gives out what there is to tell, for another one to tell it. */
  takeAll(): readonly DroppedLogs[] {
    const drops = [...this.#returned, ...this.#tally.take()]
    this.#returned = []
    return drops
  }

  /** Counts and sends nothing any more. */
  close(): void {
    this.#closed = true
    this.#alarm.clear()
  }

  get #hasNews(): boolean {
    return !this.#tally.isEmpty || this.#returned.length > 0
  }

  get #isClosed(): boolean {
    return this.#endpoint.line.isAway || this.#endpoint.allClosedUntil > performance.now()
  }

  async #send(): Promise<void> {
    this.#alarm.clear()
    this.#sentAt = performance.now()
    const fresh = this.#tally.take()
    const drops = [...this.#returned, ...fresh]
    const envelope = serializeClientReport(this.#header, toDiscardedEvents(drops), wallNow())
    const outcome = await this.#endpoint.send(envelope, 'none')
    this.#sending = undefined
    this.#returned = outcome.type === 'failed' ? fresh : []
    if (outcome.type !== 'failed' && outcome.answer.status >= 500) {
      for (const { reason, logs, bytes } of drops) this.#tally.add(reason, logs, bytes)
    }
    this.#remind()
  }

  #remind(): void {
    if (this.#hasNews && !this.#closed) this.#alarm.set(performance.now() + aloneMs)
  }
}
