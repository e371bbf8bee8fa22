import { Batch } from '../../src/delivery/batch.ts'
import { Losses } from '../../src/delivery/losses.ts'
import type { SealedBatch } from '../../src/delivery/queue.ts'
import { Sealer } from '../../src/delivery/seal.ts'
import type { SpoolSettings } from '../../src/delivery/settings.ts'
import { Spool } from '../../src/delivery/spool.ts'
import { SpooledQueue } from '../../src/delivery/spooled-queue.ts'
import { Account, encodedLog } from './delivering.ts'

const limits = { maxBatchLogs: 100, flushIntervalMs: 5000, urgentIntervalMs: 500 }

/** The bodies of the logs in a batch that {@link SpoolHolder} made. */
export function bodiesIn({ body }: SealedBatch): string[] {
  const [, , payload = ''] = Buffer.from(body).toString().split('\n')
  const { items } = JSON.parse(payload) as { readonly items: readonly { readonly body: string }[] }
  return items.map((item) => item.body)
}

/** A spooled queue, and what a test has to know of it. */
export class SpoolHolder {
  readonly #sealer = new Sealer({}, 'none')
  readonly #spool: Spool
  readonly #losses: Losses
  readonly #onReady = new Set<() => void>()
  readonly queue: SpooledQueue
  readonly owner: Account = new Account()
  /** Batches that were taken out. */
  readonly taken: SealedBatch[] = []
  /** Resolves when it has taken over what it found. */
  readonly started: Promise<void>
  pushed = 0
  #isClosing = false

  /** `onDrop` hears of all losses, also of logs that came from others. */
  constructor(settings: SpoolSettings, onDrop: (logs: number) => void) {
    const losses = new Losses({ onDrop: (_reason, logs) => onDrop(logs), onDiagnostic: () => {} })
    this.#spool = new Spool(settings, this.#sealer, {
      onFailure: () => {},
      onDiagnostic: () => {},
      onLost: (shares) => losses.drop(shares, 'cache_overflow'),
    })
    this.#losses = losses
    this.started = new Promise((resolve) => this.#onReady.add(resolve))
    this.queue = new SpooledQueue({
      spool: this.#spool,
      losses,
      maxQueueBytes: 1_000_000,
      onReady: () => this.#tellReady(),
    })
  }

  /** Queues a batch whose logs were captured at `since`. */
  push(bodies: readonly string[], since: number): void {
    const batch = new Batch(limits)
    for (const body of bodies) {
      const log = encodedLog({ body, owner: this.owner })
      batch.add(log, Buffer.byteLength(log.json), since)
    }
    this.pushed += bodies.length
    this.queue.push(this.#sealer.seal(batch), since)
  }

  /** Takes the oldest out, also when that has to be read first; undefined when there is none. */
  async take(): Promise<SealedBatch | undefined> {
    while (this.queue.waiting > 0 || this.queue.reading > 0) {
      const ready = new Promise<void>((resolve) => this.#onReady.add(resolve))
      const batch = this.queue.take()
      if (batch !== undefined) {
        this.taken.push(batch)
        return batch
      }
      await ready
    }
    return undefined
  }

  putBack(batch: SealedBatch): void {
    this.#forget(batch)
    this.queue.putBack(batch)
  }

  halve(batch: SealedBatch): void {
    this.#forget(batch)
    this.queue.replace(batch, this.#sealer.halve(batch, { splitsLeft: 1, open: 2 }))
  }

  /** Resolves when the owners have heard. */
  deliver(batch: SealedBatch): Promise<void> {
    this.#forget(batch)
    return new Promise((resolve) => {
      this.queue.finish(batch, () => {
        batch.shares.deliver()
        resolve()
      })
    })
  }

  async close(): Promise<void> {
    for (const batch of this.taken.splice(0)) this.queue.putBack(batch)
    this.#isClosing = true
    this.#abandon()
    await this.queue.finished()
    await this.#spool.close()
  }

  /** Stops, and tells how many logs were nowhere but in memory. */
  kill(): number {
    return this.queue.takeAll().reduce((logs, { shares }) => logs + shares.logs, 0)
  }

  /** As a sender does that has given up. */
  #abandon(): void {
    this.queue.abandon((batch, reason = 'network_error') =>
      this.queue.finish(batch, () => this.#losses.drop(batch.shares, reason)),
    )
  }

  #forget(batch: SealedBatch): void {
    this.taken.splice(this.taken.indexOf(batch), 1)
  }

  #tellReady(): void {
    if (this.#isClosing) this.#abandon()
    for (const resolve of this.#onReady) resolve()
    this.#onReady.clear()
  }
}
