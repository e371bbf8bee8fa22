import type { DropReason, Ledger } from '../delivery/drops.ts'
import type { News } from './seam.ts'

interface Sum {
  logs: number
  bytes: number
}

/**
 * Tells the application's thread what becomes of logs, in order.
 *
 * Refused logs are told of together at the end of the turn, or before other news: a full queue refuses
 * one by one, and a message for each would take more memory than the logs while that thread is busy.
 */
export class Teller {
  readonly #post: (news: News) => void
  readonly #ledgers = new Map<number, Ledger>()
  readonly #refused = new Map<number, Map<DropReason, Sum>>()

  constructor(post: (news: News) => void) {
    this.#post = post
  }

  tell(news: News): void {
    this.#tellRefused()
    this.#post(news)
  }

  /** The ledger of an owner in the application's thread. */
  ledgerOf(owner: number): Ledger {
    let ledger = this.#ledgers.get(owner)
    if (ledger === undefined) {
      ledger = {
        delivered: (logs, bytes) => this.tell({ kind: 'delivered', owner, logs, bytes }),
        dropped: (reason, logs, bytes, error) => {
          if (error === undefined) this.#refuse(owner, reason, logs, bytes)
          else this.tell({ kind: 'dropped', owner, reason, logs, bytes, error: error.message })
        },
        spooled: (logs, bytes) => this.tell({ kind: 'spooled', owner, logs, bytes }),
        stored: (logs, bytes) => this.tell({ kind: 'stored', owner, logs, bytes }),
      }
      this.#ledgers.set(owner, ledger)
    }
    return ledger
  }

  #refuse(owner: number, reason: DropReason, logs: number, bytes: number): void {
    if (this.#refused.size === 0) queueMicrotask(() => this.#tellRefused())
    const sums = this.#refused.get(owner) ?? new Map<DropReason, Sum>()
    const sum = sums.get(reason) ?? { logs: 0, bytes: 0 }
    sum.logs += logs
    sum.bytes += bytes
    this.#refused.set(owner, sums.set(reason, sum))
  }

  #tellRefused(): void {
    const refused = Array.from(this.#refused)
    this.#refused.clear()
    for (const [owner, sums] of refused) {
      for (const [reason, { logs, bytes }] of sums) {
        this.#post({ kind: 'dropped', owner, reason, logs, bytes })
      }
    }
  }
}
