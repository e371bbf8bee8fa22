import {
  tellDelivered,
  tellDropped,
  tellSpooled,
  type DropReason,
  type Ledger,
} from '../delivery/drops.ts'
import type { OwnerNews } from './seam.ts'

interface Entry {
  readonly number: number
  readonly ledger: Ledger
  logs: number
  bytes: number
  /** How many of these lie on disk. */
  readonly stored: { logs: number; bytes: number }
}

/** The owners of the logs that are beyond the seam, by the numbers that stand for them there. */
export class Owners {
  /** Those of whose logs not all was heard. */
  readonly #entries = new Map<number, Entry>()
  readonly #byLedger = new WeakMap<Ledger, Entry>()
  /** Who has sent last, and mostly sends next. */
  #last: Entry | undefined
  #lastNumber = 0
  #logs = 0

  /** Logs of all owners of which nothing was heard yet. */
  get logs(): number {
    return this.#logs
  }

  /** Counts a log that goes over, and gives its owner's number. */
  send(ledger: Ledger, bytes: number): number {
    if (this.#last?.ledger !== ledger) this.#last = this.#entryOf(ledger)
    const entry = this.#last
    if (entry.logs === 0) this.#entries.set(entry.number, entry)
    this.#logs += 1
    entry.logs += 1
    entry.bytes += bytes
    return entry.number
  }

  /** Takes back a log that did not get over; gives its owner. */
  recall(number: number, bytes: number): Ledger | undefined {
    return this.#count(number, -1, -bytes)?.ledger
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
      case 'stored':
        this.#store(owner, logs, bytes)
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

  /** Gives up all that is beyond the seam but what lies on disk there, and tells how much that is. */
  loseAll(reason: DropReason, error: Error): { readonly logs: number; readonly bytes: number } {
    let logs = 0
    let bytes = 0
    for (const [number, entry] of this.#entries) {
      const { stored } = entry
      if (stored.logs > 0) this.spooled(number, stored.logs, stored.bytes)
      if (entry.logs === 0) continue
      logs += entry.logs
      bytes += entry.bytes
      this.dropped(number, reason, entry.logs, entry.bytes, error)
    }
    return { logs, bytes }
  }

  #entryOf(ledger: Ledger): Entry {
    let entry = this.#byLedger.get(ledger)
    if (entry === undefined) {
      entry = {
        number: (this.#lastNumber += 1),
        ledger,
        logs: 0,
        bytes: 0,
        stored: { logs: 0, bytes: 0 },
      }
      this.#byLedger.set(ledger, entry)
    }
    return entry
  }

  #store(number: number, logs: number, bytes: number): void {
    const stored = this.#entries.get(number)?.stored
    if (stored === undefined) return
    stored.logs += logs
    stored.bytes += bytes
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
