import { overheadBytes } from './batch.ts'
import type { Search } from './bisect.ts'
import type { Compression } from './compress.ts'
import type { Shares } from './shares.ts'

/** A batch, or a piece of one, as it waits: an envelope, compressed. */
export interface SealedBatch {
  readonly body: Uint8Array
  readonly compression: Compression
  readonly shares: Shares
  /** Number of logs that were sealed before its first one. */
  readonly place: number
  /** For pieces: the search they belong to. */
  readonly search?: Search
}

interface Watcher {
  readonly batches: Set<SealedBatch>
  readonly done: () => void
}

/** Sealed batches until they are finished: those that wait, oldest first, and those that were taken out to be sent. */
export class Queue {
  readonly #all = new Set<SealedBatch>()
  readonly #waiting: SealedBatch[] = []
  readonly #watchers = new Set<Watcher>()
  #bytes = 0

  get isEmpty(): boolean {
    return this.#all.size === 0
  }

  /** Bytes that all batches hold in memory. */
  get bytes(): number {
    return this.#bytes
  }

  get logs(): number {
    return Array.from(this.#all).reduce((logs, { shares }) => logs + shares.logs, 0)
  }

  get waiting(): number {
    return this.#waiting.length
  }

  push(batch: SealedBatch): void {
    this.#enter(batch)
    this.#waiting.push(batch)
  }

  /** Takes out the oldest that waits. */
  take(): SealedBatch | undefined {
    return this.#waiting.shift()
  }

  /** Lets a batch that was taken out wait again, in its place. */
  putBack(batch: SealedBatch): void {
    const behind = this.#waiting.findIndex(({ place }) => place > batch.place)
    this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, batch)
  }

  /** Lets others wait in the place of a batch that was taken out; whoever watches for it watches for them. */
  replace(batch: SealedBatch, others: readonly SealedBatch[]): void {
    this.#leave(batch)
    for (const other of others) {
      this.#enter(other)
      this.putBack(other)
    }
    for (const { batches } of this.#watchers) {
      if (batches.delete(batch)) for (const other of others) batches.add(other)
    }
  }

  /** Forgets a batch that was taken out, and settles it; whoever watches for it hears afterwards. */
  finish(batch: SealedBatch, settle: () => void): void {
    this.#leave(batch)
    settle()
    for (const watcher of this.#watchers) {
      watcher.batches.delete(batch)
      if (watcher.batches.size > 0) continue
      this.#watchers.delete(watcher)
      watcher.done()
    }
  }

  /** Gives out all batches, also those that were taken out, oldest first; nobody hears of them any more. */
  takeAll(): readonly SealedBatch[] {
    const batches = Array.from(this.#all).toSorted((one, other) => one.place - other.place)
    this.#all.clear()
    this.#waiting.length = 0
    this.#bytes = 0
    return batches
  }

  /** Resolves when every batch of now is finished, however that comes. */
  finished(): Promise<void> {
    if (this.isEmpty) return Promise.resolve()
    return new Promise((done) => {
      this.#watchers.add({ batches: new Set(this.#all), done })
    })
  }

  #enter(batch: SealedBatch): void {
    this.#all.add(batch)
    this.#bytes += batch.body.byteLength + overheadBytes
  }

  #leave(batch: SealedBatch): void {
    this.#all.delete(batch)
    this.#bytes -= batch.body.byteLength + overheadBytes
  }
}
