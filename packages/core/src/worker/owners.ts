import {
  tellDelivered,
  tellDropped,
  tellSpooled,
  type DropReason,
  type Ledger,
} from '../delivery/drops.ts'
import type { OwnerNews } from './seam.ts'

interface Entry {
  readonly ledger: Ledger
  logs: number
  bytes: number
}

/** The owners of the logs that are beyond the seam, by the numbers that stand for them there. */
export class Owners {
  readonly #entries = new Map<number, Entry>()
  readonly #numbers = new WeakMap<Ledger, number>()
  #last = 0
  #logs = 0

  /** Logs of all owners of which nothing was heard yet. */
  get logs(): number {
    return this.#logs
  }

  /** Counts a log that goes over, and gives its owner's number. */
  send(ledger: Ledger, bytes: number): number {
    let number = this.#numbers.get(ledger)
    if (number === undefined) {
      number = this.#last += 1
      this.#numbers.set(ledger, number)
    }
    if (!this.#entries.has(number)) this.#entries.set(number, { ledger, logs: 0, bytes: 0 })
    this.#count(number, 1, bytes)
    return number
  }

  /** Tells an owner what became of logs of his. */
  hear(news: OwnerNews): void {
    const { owner, logs, bytes } = news
    switch (news.kind) {
      case 'delivered':
        this.delivered(owner, logs, bytes)
        break
      case 'dropped':
        this.dropped(owner, news.reason, logs, bytes, errorOf(news.error))
        break
      case 'spooled':
        this.spooled(owner, logs, bytes)
        break
    }
  }

  delivered(number: number, logs: number, bytes: number): void {
    const entry = this.#count(number, -logs, -bytes)
    if (entry !== undefined) tellDelivered(entry.ledger, logs, bytes)
  }

  dropped(number: number, reason: DropReason, logs: number, bytes: number, error?: Error): void {
    const entry = this.#count(number, -logs, -bytes)
    if (entry !== undefined) tellDropped(entry.ledger, reason, logs, bytes, error)
  }

  spooled(number: number, logs: number, bytes: number): void {
    const entry = this.#count(number, -logs, -bytes)
    if (entry !== undefined) tellSpooled(entry.ledger, logs, bytes)
  }

  /** Takes back a log that did not get over. */
  recall(ledger: Ledger, bytes: number): void {
    const number = this.#numbers.get(ledger)
    if (number !== undefined) this.#count(number, -1, -bytes)
  }

  /** Gives up all that is beyond the seam, and tells how much that is. */
  loseAll(reason: DropReason, error: Error): { readonly logs: number; readonly bytes: number } {
    let logs = 0
    let bytes = 0
    for (const [number, entry] of this.#entries) {
      logs += entry.logs
      bytes += entry.bytes
      this.dropped(number, reason, entry.logs, entry.bytes, error)
    }
    return { logs, bytes }
  }

  #count(number: number, logs: number, bytes: number): Entry | undefined {
    const entry = this.#entries.get(number)
    if (entry === undefined) return undefined
    this.#logs += logs
    entry.logs += logs
    entry.bytes += bytes
    if (entry.logs === 0) this.#entries.delete(number)
    return entry
  }
}

const errorOf = (message: string | undefined): Error | undefined =>
  message === undefined ? undefined : new Error(message)
