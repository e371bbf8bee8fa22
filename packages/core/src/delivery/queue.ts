import { overheadBytes } from './batch.ts'
import type { Search } from './bisect.ts'
import type { Compression } from './compress.ts'
import type { DropReason } from './drops.ts'
import type { Shares } from './shares.ts'
import type { Totals } from './totals.ts'

/** A batch, or a piece of one, as it waits in memory: an envelope, compressed. */
export interface SealedBatch {
  readonly body: Uint8Array
  readonly compression: Compression
  readonly shares: Shares
  /** Number of logs that were sealed before its first one; below zero for what came from other processes. */
  readonly place: number
  /** For pieces: the search they belong to. */
  readonly search?: Search
}

/** A file of the spool. */
export interface SpoolCopy {
  readonly path: string
  /** What it takes of the disk. */
  readonly bytes: number
}

/** A batch of which only the file's name is in memory. */
export interface StoredBatch {
  readonly file: SpoolCopy
  readonly shares: Totals
  readonly place: number
}

export type WaitingBatch = SealedBatch | StoredBatch

/** About what a {@link StoredBatch} takes in memory. */
const storedBytes = 512

export const isStored = (batch: WaitingBatch): batch is StoredBatch => 'file' in batch

/** What the backlog keeps its batches in. */
export interface BatchQueue {
  readonly isEmpty: boolean
  /** Bytes that all batches hold in memory. */
  readonly bytes: number
  readonly logs: number
  readonly waiting: number
  /** How many are on their way from disk to memory, to wait there. */
  readonly reading: number
  /** `since` is when its oldest log was captured, on the clock of `performance.now()`. */
  push(batch: SealedBatch, since: number): void
  /** Takes out the oldest that waits; undefined when it has to be read first. */
  take(): SealedBatch | undefined
  putBack(batch: SealedBatch): void
  replace(batch: SealedBatch, others: readonly SealedBatch[]): void
  finish(batch: SealedBatch, settle: () => void): void
  /** Leaves those that wait on disk, from now on; those that cannot be are lost, for a `reason` if it is known. */
  abandon(lose: (batch: SealedBatch, reason?: DropReason) => void): void
  takeAll(): readonly SealedBatch[]
  finished(concerns?: (batch: WaitingBatch) => boolean): Promise<void>
  /** What is not on disk by then, on the clock of `performance.now()`, has to be. */
  hurry(time: number): void
  /** Resolves when all of now is on disk, or cannot be. */
  saved(): Promise<void>
  /** For when the thread is about to end: leaves all on disk, and gives up what cannot be. */
  saveSync(): void
}

interface Watcher<Batch> {
  readonly batches: Set<Batch>
  readonly done: () => void
}

/** Batches until they are finished: those that wait, oldest first, and those that were taken out to be sent. */
export class Queue<Batch extends WaitingBatch> {
  readonly #all = new Set<Batch>()
  readonly #waiting: Batch[] = []
  readonly #watchers = new Set<Watcher<Batch>>()
  #bytes = 0
  readonly reading = 0

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

  has(batch: Batch): boolean {
    return this.#all.has(batch)
  }

  push(batch: Batch): void {
    this.#enter(batch)
    this.#waiting.push(batch)
  }

  /** Lets a batch wait in its place. */
  insert(batch: Batch): void {
    this.#enter(batch)
    this.putBack(batch)
  }

  /** Takes out the oldest that waits. */
  take(): Batch | undefined {
    return this.#waiting.shift()
  }

  /** The oldest of some that wait. */
  firstWaiting(isSome: (batch: Batch) => boolean): Batch | undefined {
    return this.#waiting.find(isSome)
  }

  /** Takes out one that waits; false when it does not. */
  withdraw(batch: Batch): boolean {
    const at = this.#waiting.lastIndexOf(batch)
    if (at !== -1) this.#waiting.splice(at, 1)
    return at !== -1
  }

  /** Lets a batch that was taken out wait again, in its place. */
  putBack(batch: Batch): void {
    const behind = this.#waiting.findIndex(({ place }) => place > batch.place)
    this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, batch)
  }

  /** Lets others wait in the place of a batch that was taken out; whoever watches for it watches for them. */
  replace(batch: Batch, others: readonly Batch[]): void {
    this.#leave(batch)
    for (const other of others) this.insert(other)
    for (const { batches } of this.#watchers) {
      if (batches.delete(batch)) for (const other of others) batches.add(other)
    }
  }

  /** Forgets a batch that was taken out, and settles it; whoever watches for it hears afterwards. */
  finish(batch: Batch, settle: () => void): void {
    this.#leave(batch)
    settle()
    for (const watcher of this.#watchers) {
      watcher.batches.delete(batch)
      if (watcher.batches.size > 0) continue
      this.#watchers.delete(watcher)
      watcher.done()
    }
  }

  /** Gives each that waits up. */
  abandon(lose: (batch: Batch) => void): void {
    for (const batch of this.#waiting.splice(0)) lose(batch)
  }

  /** Gives out all batches, also those that were taken out, oldest first; nobody hears of them any more. */
  takeAll(): readonly Batch[] {
    const batches = Array.from(this.#all).toSorted((one, other) => one.place - other.place)
    this.#all.clear()
    this.#waiting.length = 0
    this.#bytes = 0
    return batches
  }

  /** Resolves when every batch of now that it concerns is finished, however that comes. */
  finished(concerns: (batch: Batch) => boolean = () => true): Promise<void> {
    const batches = new Set(Array.from(this.#all).filter(concerns))
    if (batches.size === 0) return Promise.resolve()
    return new Promise((done) => {
      this.#watchers.add({ batches, done })
    })
  }

  // Nothing is ever on disk.
  hurry(): void {}
  saveSync(): void {}
  saved(): Promise<void> {
    return Promise.resolve()
  }

  #enter(batch: Batch): void {
    this.#all.add(batch)
    this.#bytes += memoryBytes(batch)
  }

  #leave(batch: Batch): void {
    if (this.#all.delete(batch)) this.#bytes -= memoryBytes(batch)
  }
}

const memoryBytes = (batch: WaitingBatch): number =>
  isStored(batch) ? storedBytes : batch.body.byteLength + overheadBytes
