import type { Compression } from './compress.ts'
import type { Shares } from './shares.ts'

/** A batch as it waits: an envelope, compressed. */
export interface SealedBatch {
  body: Uint8Array
  compression: Compression
  readonly shares: Shares
}

interface Watcher {
  readonly batches: Set<SealedBatch>
  readonly done: () => void
}

/** Sealed batches that wait, oldest first, and those that are on their way. */
export class Queue {
  readonly #waiting: SealedBatch[] = []
  readonly #inFlight = new Set<SealedBatch>()
  readonly #watchers = new Set<Watcher>()
  #bytes = 0

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#inFlight.size === 0
  }

  /** Bytes of all bodies, those on their way included. */
  get bytes(): number {
    return this.#bytes
  }

  get logs(): number {
    return this.#all().reduce((logs, { shares }) => logs + shares.logs, 0)
  }

  get waiting(): number {
    return this.#waiting.length
  }

  get inFlight(): number {
    return this.#inFlight.size
  }

  push(batch: SealedBatch): void {
    this.#waiting.push(batch)
    this.#bytes += batch.body.byteLength
  }

  /** Sends the oldest that waits on its way. */
  take(): SealedBatch | undefined {
    const batch = this.#waiting.shift()
    if (batch !== undefined) this.#inFlight.add(batch)
    return batch
  }

  /** Lets a batch that was on its way wait again, before all others. */
  putBack(batch: SealedBatch): void {
    this.#inFlight.delete(batch)
    this.#waiting.unshift(batch)
  }

  recode(batch: SealedBatch, body: Uint8Array, compression: Compression): void {
    this.#bytes += body.byteLength - batch.body.byteLength
    batch.body = body
    batch.compression = compression
  }

  /** Forgets a batch that was on its way, and settles it; whoever watches for it hears afterwards. */
  finish(batch: SealedBatch, settle: () => void): void {
    this.#inFlight.delete(batch)
    this.#bytes -= batch.body.byteLength
    settle()
    for (const watcher of this.#watchers) {
      watcher.batches.delete(batch)
      if (watcher.batches.size > 0) continue
      this.#watchers.delete(watcher)
      watcher.done()
    }
  }

  /** Resolves when every batch of now is finished, however that comes. */
  finished(): Promise<void> {
    if (this.isEmpty) return Promise.resolve()
    return new Promise((done) => {
      this.#watchers.add({ batches: new Set(this.#all()), done })
    })
  }

  #all(): SealedBatch[] {
    return [...this.#inFlight, ...this.#waiting]
  }
}
