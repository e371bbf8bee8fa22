import type { Batch } from './batch.ts'
import { Bisection } from './bisect.ts'
import type { DropReason } from './drops.ts'
import { countLogs, type Losses } from './losses.ts'
import { asError, toError, type Outcome } from './outcome.ts'
import type { BatchQueue, SealedBatch } from './queue.ts'
import type { Sealer } from './seal.ts'

/** What a backlog works with, and whom it tells. */
export interface BacklogSettings {
  readonly sealer: Sealer
  readonly queue: BatchQueue
  readonly losses: Losses
  /** Hears the status of every answer that refused an envelope. Must not throw. */
  readonly onRefused: (status: number) => void
  /** Must not throw. */
  readonly onDiagnostic: (message: string) => void
}

/** All sealed logs that are neither delivered nor dropped yet; decides what becomes of them. */
export class Backlog {
  readonly #settings: BacklogSettings
  readonly #queue: BatchQueue
  readonly #bisection = new Bisection()
  /** Refused batches that wait for what becomes of others. */
  readonly #suspects: { readonly batch: SealedBatch; readonly error: Error }[] = []

  constructor(settings: BacklogSettings) {
    this.#settings = settings
    this.#queue = settings.queue
  }

  /** Bytes in memory, of what is on its way too. */
  get bytes(): number {
    return this.#queue.bytes
  }

  get logs(): number {
    return this.#queue.logs
  }

  get isEmpty(): boolean {
    return this.#queue.isEmpty
  }

  /** Whether there is something to {@link take}. */
  get isWaiting(): boolean {
    return this.#queue.waiting > 0
  }

  /** How many batches are being read from disk, to wait for {@link take} again. */
  get reading(): number {
    return this.#queue.reading
  }

  /** Resolves when all of now is delivered, given up on or left to others on disk. */
  settled(): Promise<void> {
    return this.#queue.finished()
  }

  /** {@link settled} without what came from other processes. */
  ownSettled(): Promise<void> {
    return this.#queue.finished(({ shares }) => !shares.isNobodys)
  }

  /** What is not on disk at that time, on the clock of `performance.now()`, is put there. */
  hurry(time: number): void {
    this.#queue.hurry(time)
  }

  /** Makes an envelope of a batch, compresses it and queues it; one that cannot be made is dropped. */
  seal(batch: Batch): void {
    try {
      this.#queue.push(this.#settings.sealer.seal(batch), batch.since)
    } catch (error) {
      this.#settings.losses.drop(batch.shares, 'internal_sdk_error', asError(error))
    }
  }

  /** Queues a batch that was sealed elsewhere. */
  adopt(batch: SealedBatch): void {
    this.#queue.push(batch, performance.now())
  }

  /** Gives out all that is not settled, oldest first. */
  takeAll(): readonly SealedBatch[] {
    this.#suspects.length = 0
    return this.#queue.takeAll()
  }

  /** Takes out the oldest that waits, to be sent and given to {@link conclude}; undefined when it is to be read first. */
  take(): SealedBatch | undefined {
    const batch = this.#queue.take()
    if (batch === undefined || !this.#settings.sealer.isOutdated(batch)) return batch
    this.#replace(batch, () => [this.#settings.sealer.recode(batch)])
    return this.take()
  }

  conclude(batch: SealedBatch, outcome: Outcome): void {
    switch (outcome.type) {
      case 'accepted':
        this.#settings.onDiagnostic(`delivered ${countLogs(batch.shares.logs)}`)
        this.#bisection.accept(batch)
        this.#queue.finish(batch, () => batch.shares.deliver())
        break
      case 'limited':
        this.#lose(batch, 'rate_limited', toError(outcome))
        break
      case 'refused':
        this.#refuse(batch, outcome.answer.status, toError(outcome))
        break
      case 'unavailable':
      case 'failed':
        this.#queue.putBack(batch)
        break
    }
    if (!this.#bisection.isDecided) return
    for (const suspect of this.#suspects.splice(0)) this.#examine(suspect.batch, suspect.error)
  }

  /** Drops all but what is on its way, or leaves it on disk. */
  dropWaiting(reason: DropReason, error?: Error): void {
    for (const { batch } of this.#suspects.splice(0)) this.#queue.putBack(batch)
    this.#queue.abandon((batch, why = reason) => this.#lose(batch, why, error))
  }

  /** Resolves when all of now is on disk, or cannot be; at once where there is no spool. */
  saved(): Promise<void> {
    return this.#queue.saved()
  }

  /** For when the thread is about to end: leaves all on disk. */
  saveSync(): void {
    this.#queue.saveSync()
  }

  #refuse(batch: SealedBatch, status: number, error: Error): void {
    const { sealer, onDiagnostic, onRefused } = this.#settings
    if (status === 415 && batch.compression === 'br') {
      if (!sealer.isOutdated(batch)) onDiagnostic('brotli is refused (415), using gzip from now on')
      sealer.useGzip()
      this.#queue.putBack(batch)
      return
    }
    onRefused(status)
    if (status === 400 || status === 413) this.#examine(batch, error)
    else this.#lose(batch, 'send_error', error)
  }

  /** One log may be to blame for all of the batch. */
  #examine(batch: SealedBatch, error: Error): void {
    const verdict = this.#bisection.refuse(batch)
    switch (verdict.type) {
      case 'halve':
        this.#settings.onDiagnostic(
          `${error.message}, sending ${countLogs(batch.shares.logs)} in halves`,
        )
        this.#replace(batch, () => this.#settings.sealer.halve(batch, verdict.search))
        break
      case 'wait':
        this.#suspects.push({ batch, error })
        break
      case 'drop':
        this.#lose(batch, 'send_error', error)
        break
    }
  }

  /** Lets others wait instead of a batch that was taken out; when they cannot be made, it is lost. */
  #replace(batch: SealedBatch, make: () => readonly SealedBatch[]): void {
    try {
      this.#queue.replace(batch, make())
    } catch (error) {
      this.#lose(batch, 'internal_sdk_error', asError(error))
    }
  }

  #lose(batch: SealedBatch, reason: DropReason, error?: Error): void {
    this.#bisection.lose(batch)
    this.#queue.finish(batch, () => this.#settings.losses.drop(batch.shares, reason, error))
  }
}
