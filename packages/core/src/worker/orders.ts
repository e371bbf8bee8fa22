import { isTrueWithin, maxTimerMs } from '../delivery/deadline.ts'
import type { Link } from './link.ts'
import { orderLine, threadsNow, type SettleOrder } from './seam.ts'

interface Waiter {
  readonly deadline: number
  readonly resolve: (inTime: boolean) => void
}

/** What the worker was told to do, and who waits for it to be done. */
export class Orders {
  readonly #waiters = new Map<number, Waiter>()
  #lastId = 0
  /** Whether there may be drops that the worker was not told to report. */
  hasUnreported = false

  /** Tells the worker to deliver, and to report, what was written so far; gives a number for that. */
  give(link: Link, kind: SettleOrder['kind'], timeoutMs: number): number {
    const id = (this.#lastId += 1)
    this.hasUnreported = false
    // JSON has no infinity.
    const order = { kind, id, timeoutMs: Math.min(timeoutMs, maxTimerMs), time: threadsNow() }
    link.pipe.write(orderLine(order))
    link.pipe.send()
    return id
  }

  /** {@link give}, and resolves with the answer, also that of whoever takes over; with false after `graceMs` more. */
  async settle(
    link: Link,
    kind: SettleOrder['kind'],
    timeoutMs: number,
    graceMs: number,
  ): Promise<boolean> {
    const { hasUnreported } = this
    const id = this.give(link, kind, timeoutMs)
    const answer = this.#to(id, performance.now() + timeoutMs)
    const inTime = await isTrueWithin(answer, timeoutMs + graceMs)
    if (!inTime) this.hasUnreported ||= hasUnreported
    return inTime
  }

  answer(id: number, inTime: boolean): void {
    this.#waiters.get(id)?.resolve(inTime)
  }

  /** Lets somebody else answer all that are open. */
  passTo(answer: (timeoutMs: number) => Promise<boolean>): void {
    for (const { deadline, resolve } of this.#waiters.values()) {
      void answer(Math.max(deadline - performance.now(), 0)).then(resolve)
    }
  }

  async #to(id: number, deadline: number): Promise<boolean> {
    try {
      return await new Promise((resolve) => this.#waiters.set(id, { deadline, resolve }))
    } finally {
      this.#waiters.delete(id)
    }
  }
}
