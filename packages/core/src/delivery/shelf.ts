import type { DropReason } from './drops.ts'
import type { SealedBatch, SpoolCopy } from './queue.ts'
import { Copies } from './spool-copies.ts'
import { Saver } from './spool-saver.ts'
import type { Spool } from './spool.ts'

/** Whom a shelf tells. */
export interface ShelfListeners {
  /** Hears of each batch that lies on disk now. */
  readonly onSaved: (batch: SealedBatch, file: SpoolCopy) => void
  /** Hears of each batch that could not be saved, needed or not; `reason` is why, if not the disk. */
  readonly onUnsaved: (batch: SealedBatch, reason?: DropReason) => void
  /** Hears of it when files were deleted. */
  readonly onRoom: () => void
}

/** Knows which batches in memory lie on disk, too, sees to it that they do in time, and that no file outlives its batch. */
export class Shelf {
  readonly #spool: Spool
  readonly #listeners: ShelfListeners
  readonly #copies = new Copies()
  readonly #saver: Saver
  /** What is done as soon as the disk is done with a batch. */
  readonly #settling = new Map<SealedBatch, () => void>()

  constructor(spool: Spool, listeners: ShelfListeners) {
    this.#spool = spool
    this.#listeners = listeners
    this.#saver = new Saver({
      save: (batch, since) => spool.save(batch, since),
      onSaved: (batch, file, isWanted) => this.#onSaved(batch, file, isWanted),
      onUnsaved: (batch, isFull) => {
        this.settle(batch)
        listeners.onUnsaved(batch, isFull ? 'cache_overflow' : undefined)
      },
    })
  }

  get files(): readonly (readonly [batch: SealedBatch, file: SpoolCopy])[] {
    return this.#copies.entries()
  }

  get unsaved(): readonly SealedBatch[] {
    return this.#saver.unsaved
  }

  fileOf(batch: SealedBatch): SpoolCopy | undefined {
    return this.#copies.get(batch)
  }

  /** A batch is in memory that lies on disk only when it is put there in time. */
  add(batch: SealedBatch, since: number): void {
    this.#saver.add(batch, since)
  }

  /** A batch was read from a file, or written to it. */
  set(batch: SealedBatch, file: SpoolCopy): void {
    this.#saver.forget(batch)
    void this.#remove(this.#copies.set(batch, file))
  }

  /** Others stand for a batch now. */
  split(batch: SealedBatch, others: readonly SealedBatch[]): void {
    const since = this.#saver.sinceOf(batch) ?? performance.now()
    this.#saver.forget(batch)
    this.#copies.split(batch, others)
    for (const other of others) this.#saver.add(other, since)
  }

  /** Forgets a batch, whose file stays. */
  forget(batch: SealedBatch): void {
    this.#copies.release(batch)
  }

  /** Forgets a batch, and settles it when its file is gone. */
  finish(batch: SealedBatch, settle: () => void): void {
    const isWriting = this.#saver.forget(batch)
    const files = this.#copies.release(batch)
    if (!isWriting && files.length === 0) return settle()
    this.#settling.set(batch, settle)
    void this.#remove(files).then(() => isWriting || this.settle(batch))
  }

  /** Waits no longer for the file of a batch to go; false when nobody did. */
  settle(batch: SealedBatch): boolean {
    const settle = this.#settling.get(batch)
    this.#settling.delete(batch)
    settle?.()
    return settle !== undefined
  }

  /** What is not on disk at that time, on the clock of `performance.now()`, has to be. */
  hurry(time: number): void {
    this.#saver.hurry(time)
  }

  /** Resolves when all of now is on disk, or cannot be. */
  saved(): Promise<void> {
    return this.#saver.saved()
  }

  /** Saves all at once, also what could not be saved before. */
  insist(): void {
    this.#saver.insist()
  }

  stop(): void {
    this.#saver.stop()
  }

  #onSaved(batch: SealedBatch, file: SpoolCopy, isWanted: boolean): void {
    if (isWanted) {
      batch.shares.store()
      this.set(batch, file)
      this.#listeners.onSaved(batch, file)
    } else {
      void this.#remove([file]).then(() => this.settle(batch))
    }
  }

  async #remove(files: readonly SpoolCopy[]): Promise<void> {
    if (files.length === 0) return
    await Promise.all(files.map((file) => this.#spool.remove(file)))
    this.#listeners.onRoom()
  }
}
