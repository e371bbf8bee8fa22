import { Alarm } from '../delivery/alarm.ts'
import type { EncodedLog } from '../delivery/batch.ts'
import type { Carrier } from '../delivery/carrier.ts'
import type { DroppedLogs, DropReason } from '../delivery/drops.ts'

const maxLength = 65_536
const maxMs = 100

/**
 * What is there to deliver before there is a worker. To start one takes the application's thread
 * some milliseconds, which a program that starts has better use for: it is due at the end of this
 * turn of the event loop, or sooner when the turn is long or logs much.
 */
export class FirstTurn {
  readonly #onDue: () => void
  readonly #alarm: Alarm
  #logs: EncodedLog[] = []
  #drops: DroppedLogs[] = []
  #length = 0
  #dueAt = Number.POSITIVE_INFINITY

  /** `onDue` is to {@link passTo} all on. */
  constructor(onDue: () => void) {
    this.#onDue = onDue
    this.#alarm = new Alarm(onDue)
  }

  get logs(): number {
    return this.#logs.length
  }

  get isEmpty(): boolean {
    return this.#logs.length === 0 && this.#drops.length === 0
  }

  add(log: EncodedLog): void {
    this.#logs.push(log)
    this.#length += log.json.length
    this.#look()
  }

  recordDrop(reason: DropReason, logs: number, bytes: number): void {
    this.#drops.push({ reason, logs, bytes })
    this.#look()
  }

  /** Hands all over, oldest first. */
  passTo(taker: Pick<Carrier, 'add' | 'recordDrop'>): void {
    this.#alarm.clear()
    const [logs, drops] = [this.#logs, this.#drops]
    this.#logs = []
    this.#drops = []
    for (const log of logs) taker.add(log)
    for (const { reason, logs: number, bytes } of drops) taker.recordDrop(reason, number, bytes)
  }

  #look(): void {
    const now = performance.now()
    this.#alarm.set(now)
    this.#dueAt = Math.min(this.#dueAt, now + maxMs)
    if (now < this.#dueAt && this.#length < maxLength) return
    // What is logged while that starts the worker has it due no second time.
    this.#dueAt = Number.POSITIVE_INFINITY
    this.#length = 0
    this.#onDue()
  }
}
