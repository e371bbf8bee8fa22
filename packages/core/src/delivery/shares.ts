import { tellDelivered, tellDropped, type DropReason, type Ledger } from './drops.ts'

/** How much of a batch belongs to whom; settles each log exactly once, with its owner's ledger. */
export class Shares {
  readonly #shares = new Map<Ledger, { logs: number; bytes: number }>()
  #logs = 0
  #bytes = 0

  get logs(): number {
    return this.#logs
  }

  get bytes(): number {
    return this.#bytes
  }

  add(owner: Ledger, bytes: number): void {
    this.#logs += 1
    this.#bytes += bytes
    const share = this.#shares.get(owner)
    if (share === undefined) {
      this.#shares.set(owner, { logs: 1, bytes })
    } else {
      share.logs += 1
      share.bytes += bytes
    }
  }

  deliver(): void {
    this.#settle((owner, logs, bytes) => tellDelivered(owner, logs, bytes))
  }

  drop(reason: DropReason, error?: Error): void {
    this.#settle((owner, logs, bytes) => tellDropped(owner, reason, logs, bytes, error))
  }

  #settle(tell: (owner: Ledger, logs: number, bytes: number) => void): void {
    const shares = [...this.#shares]
    this.#shares.clear()
    this.#logs = 0
    this.#bytes = 0
    for (const [owner, { logs, bytes }] of shares) tell(owner, logs, bytes)
  }
}
