import { nobody, tellStored, type DropReason, type Ledger } from './drops.ts'
import { Totals } from './totals.ts'

/** Whose the logs of a batch are, and their size; settles each log exactly once, with its owner's ledger. */
export class Shares {
  #owners: Ledger[] = []
  #sizes: number[] = []
  #isStored: boolean

  /** `isStored` says that the owners were told that the logs lie on disk. */
  constructor(isStored: boolean = false) {
    this.#isStored = isStored
  }

  get logs(): number {
    return this.#owners.length
  }

  get bytes(): number {
    return this.#sizes.reduce((sum, bytes) => sum + bytes, 0)
  }

  /** Whether the logs came from other processes. */
  get isNobodys(): boolean {
    return this.#owners.every((owner) => owner === nobody)
  }

  add(owner: Ledger, bytes: number): void {
    this.#owners.push(owner)
    this.#sizes.push(bytes)
  }

  /** Gives the first logs away. */
  takeFirst(count: number): Shares {
    const first = new Shares(this.#isStored)
    first.#owners = this.#owners.splice(0, count)
    first.#sizes = this.#sizes.splice(0, count)
    return first
  }

  /** Owner and size of each log, in order. */
  entries(): readonly (readonly [owner: Ledger, bytes: number])[] {
    return this.#owners.map((owner, at) => [owner, this.#sizes[at] ?? 0])
  }

  /** The sums, to settle instead of these. */
  totals(): Totals {
    const totals = new Totals(this.#isStored)
    for (const [owner, bytes] of this.entries()) totals.add(owner, bytes)
    return totals
  }

  /** Tells the owners that the logs lie on disk, too. */
  store(): void {
    if (this.#isStored) return
    this.totals().tell(tellStored)
    this.#isStored = true
  }

  deliver(): void {
    this.#take().deliver()
  }

  drop(reason: DropReason, error?: Error): void {
    this.#take().drop(reason, error)
  }

  /** Leaves the logs to whoever finds them in the spool. */
  leave(): void {
    this.#take().leave()
  }

  #take(): Totals {
    return this.takeFirst(this.logs).totals()
  }
}
