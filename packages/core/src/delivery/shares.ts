import { tellDelivered, tellDropped, type DropReason, type Ledger } from './drops.ts'

/** Whose the logs of a batch are, and their size; settles each log exactly once, with its owner's ledger. */
export class Shares {
  #owners: Ledger[] = []
  #sizes: number[] = []

  get logs(): number {
    return this.#owners.length
  }

  get bytes(): number {
    return this.#sizes.reduce((sum, bytes) => sum + bytes, 0)
  }

  add(owner: Ledger, bytes: number): void {
    this.#owners.push(owner)
    this.#sizes.push(bytes)
  }

  /** Gives the first logs away. */
  takeFirst(count: number): Shares {
    const first = new Shares()
    first.#owners = this.#owners.splice(0, count)
    first.#sizes = this.#sizes.splice(0, count)
    return first
  }

  /** Owner and size of each log, in order. */
  entries(): readonly (readonly [owner: Ledger, bytes: number])[] {
    return this.#owners.map((owner, at) => [owner, this.#sizes[at] ?? 0])
  }

  deliver(): void {
    this.#settle((owner, logs, bytes) => tellDelivered(owner, logs, bytes))
  }

  drop(reason: DropReason, error?: Error): void {
    this.#settle((owner, logs, bytes) => tellDropped(owner, reason, logs, bytes, error))
  }

  #settle(tell: (owner: Ledger, logs: number, bytes: number) => void): void {
    const totals = new Map<Ledger, { logs: number; bytes: number }>()
    for (const [at, owner] of this.#owners.entries()) {
      const total = totals.get(owner) ?? { logs: 0, bytes: 0 }
      totals.set(owner, { logs: total.logs + 1, bytes: total.bytes + (this.#sizes[at] ?? 0) })
    }
    this.#owners = []
    this.#sizes = []
    for (const [owner, { logs, bytes }] of totals) tell(owner, logs, bytes)
  }
}
