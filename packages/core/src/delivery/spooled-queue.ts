import type { DropReason } from './drops.ts'
import type { Losses } from './losses.ts'
import {
  isStored,
  Queue,
  type BatchQueue,
  type SealedBatch,
  type SpoolCopy,
  type StoredBatch,
  type WaitingBatch,
} from './queue.ts'
import { Shelf } from './shelf.ts'
import type { Spool } from './spool.ts'

/** What a spooled queue works with, and whom it tells. */
export interface SpooledQueueSettings {
  readonly spool: Spool
  readonly maxQueueBytes: number
  /** Hears that there may be something to take. */
  readonly onReady: () => void
  readonly losses: Losses
}

/**
 * A queue of which nothing is lost when the process is killed.
 *
 * A batch that is not settled soon is written to disk. While it waits there its name is all that is in
 * memory; it is read back to be sent, and its file is gone before anybody hears that it was delivered.
 */
export class SpooledQueue implements BatchQueue {
  readonly #settings: SpooledQueueSettings
  readonly #queue = new Queue<WaitingBatch>()
  readonly #shelf: Shelf
  readonly #started: Promise<void>
  #isStarting = true
  #reading = 0
  #lose: ((batch: SealedBatch, reason?: DropReason) => void) | undefined

  constructor(settings: SpooledQueueSettings) {
    this.#settings = settings
    this.#shelf = new Shelf(settings.spool, {
      onSaved: (batch, file) => this.#onSaved(batch, file),
      onUnsaved: (batch, reason) => this.#onUnsaved(batch, reason),
      onRoom: () => void this.#claim(),
    })
    const onBeat = (): Promise<void> => this.#claim()
    this.#started = settings.spool
      .start(onBeat, () => this.#evict())
      .finally(() => (this.#isStarting = false))
  }

  /** Not before it is known what others left. */
  get isEmpty(): boolean {
    return this.#queue.isEmpty && !this.#isStarting
  }

  get bytes(): number {
    return this.#queue.bytes
  }

  get logs(): number {
    return this.#queue.logs
  }

  get waiting(): number {
    return this.#queue.waiting
  }

  get reading(): number {
    return this.#reading
  }

  push(batch: SealedBatch, since: number): void {
    this.#queue.push(batch)
    this.#shelf.add(batch, since)
    if (this.bytes * 2 > this.#settings.maxQueueBytes) this.#shelf.hurry(performance.now())
  }

  take(): SealedBatch | undefined {
    const batch = this.#queue.take()
    if (batch === undefined || !isStored(batch)) return batch
    void this.#read(batch)
    return undefined
  }

  putBack(batch: SealedBatch): void {
    const file = this.#shelf.fileOf(batch)
    if (file === undefined) this.#queue.putBack(batch)
    else this.#putDown(batch, file)
  }

  replace(batch: SealedBatch, others: readonly SealedBatch[]): void {
    this.#shelf.split(batch, others)
    this.#queue.replace(batch, others)
  }

  finish(batch: SealedBatch, settle: () => void): void {
    this.#shelf.finish(batch, () => this.#queue.finish(batch, settle))
  }

  abandon(lose: (batch: SealedBatch, reason?: DropReason) => void): void {
    this.#lose = lose
    for (const [batch, file] of this.#shelf.files) {
      if (this.#queue.withdraw(batch)) this.#putDown(batch, file)
    }
    this.#shelf.insist()
    this.#leaveStored()
  }

  takeAll(): readonly SealedBatch[] {
    const unsaved: SealedBatch[] = []
    for (const batch of this.#queue.takeAll()) {
      if (isStored(batch) || this.#shelf.fileOf(batch) !== undefined) batch.shares.leave()
      else if (!this.#shelf.settle(batch)) unsaved.push(batch)
    }
    this.#shelf.stop()
    this.#settings.spool.closeSync()
    return unsaved
  }

  saveSync(): void {
    for (const batch of this.#shelf.unsaved) {
      const file = this.#settings.spool.saveSync(batch)
      if (file !== undefined) this.#shelf.set(batch, file)
    }
    for (const { shares } of this.takeAll()) this.#settings.losses.drop(shares, 'network_error')
  }

  /** Waits for what others left, unless told what it concerns. */
  async finished(concerns?: (batch: WaitingBatch) => boolean): Promise<void> {
    if (concerns === undefined) await this.#started
    await this.#queue.finished(concerns)
  }

  hurry(time: number): void {
    this.#shelf.hurry(time)
  }

  saved(): Promise<void> {
    return this.#shelf.saved()
  }

  async #read(batch: StoredBatch): Promise<void> {
    this.#reading += 1
    const found = await this.#settings.spool.load(batch)
    this.#reading -= 1
    if (!this.#queue.has(batch)) return
    const { losses, onReady } = this.#settings
    if (found instanceof Error) {
      this.#queue.finish(batch, () => losses.drop(batch.shares, 'internal_sdk_error', found))
    } else if (found === undefined || this.#lose !== undefined) {
      this.#queue.finish(batch, () => batch.shares.leave())
    } else {
      this.#shelf.set(found, batch.file)
      this.#queue.replace(batch, [found])
    }
    onReady()
  }

  /** Keeps only the name in memory. */
  #putDown(batch: SealedBatch, file: SpoolCopy): void {
    this.#shelf.forget(batch)
    this.#queue.replace(batch, [{ file, shares: batch.shares.totals(), place: batch.place }])
  }

  #onSaved(batch: SealedBatch, file: SpoolCopy): void {
    if (this.#queue.withdraw(batch)) this.#putDown(batch, file)
    this.#leaveStored()
  }

  #onUnsaved(batch: SealedBatch, reason: DropReason | undefined): void {
    if (this.#lose === undefined) return
    if (this.#queue.withdraw(batch)) this.#lose(batch, reason)
    else if (this.#queue.has(batch)) return
    this.#shelf.insist()
    this.#leaveStored()
  }

  /** The oldest of what lies on disk only. */
  #evict(): boolean {
    const batch = this.#queue.firstWaiting(isStored)
    if (batch === undefined || !isStored(batch)) return false
    this.#queue.withdraw(batch)
    void this.#settings.spool.remove(batch.file)
    this.#queue.finish(batch, () => this.#settings.losses.drop(batch.shares, 'cache_overflow'))
    return true
  }

  /** What lies on disk is left when all else is there, too: the oldest may have to go for that. */
  #leaveStored(): void {
    if (this.#lose === undefined || this.#queue.firstWaiting((batch) => !isStored(batch))) return
    this.#queue.abandon((batch) => this.#queue.finish(batch, () => batch.shares.leave()))
  }

  async #claim(): Promise<void> {
    if (this.#lose !== undefined) return
    for (const batch of await this.#settings.spool.claim()) this.#queue.insert(batch)
    this.#settings.onReady()
  }
}
