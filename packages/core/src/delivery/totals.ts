import {
  nobody,
  tellDelivered,
  tellDropped,
  tellSpooled,
  tellStored,
  type DropReason,
  type Ledger,
} from './drops.ts'

/** How many logs of a batch are whose: all that is kept in memory of what lies on disk. */
export class Totals {
  readonly #totals = new Map<Ledger, { logs: number; bytes: number }>()
  /** Whether the owners were told that the logs lie on disk. */
  readonly isStored: boolean

  constructor(isStored: boolean = false) {
    this.isStored = isStored
  }

  /** In the order in which they first came. */
  get owners(): readonly Ledger[] {
    return [...this.#totals.keys()]
  }

  get logs(): number {
    return Array.from(this.#totals.values()).reduce((sum, { logs }) => sum + logs, 0)
  }

  get bytes(): number {
    return Array.from(this.#totals.values()).reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Whether the logs came from other processes. */
  get isNobodys(): boolean {
    return this.owners.every((owner) => owner === nobody)
  }

  add(owner: Ledger, bytes: number, logs: number = 1): void {
    const total = this.#totals.get(owner)
    if (total === undefined) {
      this.#totals.set(owner, { logs, bytes })
    } else {
      total.logs += logs
      total.bytes += bytes
    }
  }

  tell(tell: (owner: Ledger, logs: number, bytes: number) => void): void {
    for (const [owner, { logs, bytes }] of this.#totals) tell(owner, logs, bytes)
  }

  deliver(): void {
    this.#settle((owner, logs, bytes) => tellDelivered(owner, logs, bytes))
  }

  drop(reason: DropReason, error?: Error): void {
    this.#settle((owner, logs, bytes) => tellDropped(owner, reason, logs, bytes, error))
  }

  /** Leaves the logs to whoever finds them in the spool. */
  leave(): void {
    this.#settle((owner, logs, bytes) => tellSpooled(owner, logs, bytes))
  }

  #settle(tell: (owner: Ledger, logs: number, bytes: number) => void): void {
    const totals = Array.from(this.#totals)
    this.#totals.clear()
    for (const [owner, { logs, bytes }] of totals) {
      if (this.isStored) tellStored(owner, -logs, -bytes)
      tell(owner, logs, bytes)
    }
  }
}
