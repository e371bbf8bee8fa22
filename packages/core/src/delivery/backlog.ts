import type { Batch } from './batch.ts'
import { Bisection } from './bisect.ts'
import type { DropReason } from './drops.ts'
import { asError, toError, type Outcome } from './outcome.ts'
import { Queue, type SealedBatch } from './queue.ts'
import type { Sealer } from './seal.ts'
import type { Shares } from './shares.ts'

/** What a backlog works with, and whom it tells. */
export interface BacklogSettings {
  readonly sealer: Sealer
  /** Hears of every loss, after the owners of the logs. */
  readonly onDrop: (reason: DropReason, logs: number, bytes: number) => void
  /** Hears the status of every answer that refused an envelope. Must not throw. */
  readonly onRefused: (status: number) => void
  /** Must not throw. */
  readonly onDiagnostic: (message: string) => void
}

/** All sealed logs that are neither delivered nor dropped yet; decides what becomes of them. */
export class Backlog {
  readonly #settings: BacklogSettings
  readonly #queue = new Queue()
  readonly #bisection = new Bisection()
  /** Refused batches that wait for what becomes of others. */
  readonly #suspects: { readonly batch: SealedBatch; readonly error: Error }[] = []

  constructor(settings: BacklogSettings) {
    this.#settings = settings
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

  /** Resolves when all of now is delivered or given up on. */
  settled(): Promise<void> {
    return this.#queue.finished()
  }

  /** Makes an envelope of a batch, compresses it and queues it; one that cannot be made is dropped. */
  seal(batch: Batch): void {
    try {
      this.#queue.push(this.#settings.sealer.seal(batch))
    } catch (error) {
      this.#drop(batch.shares, 'internal_sdk_error', asError(error))
    }
  }

  /** Queues a batch that was sealed elsewhere. */
  adopt(batch: SealedBatch): void {
    this.#queue.push(batch)
  }

  /** Gives out all that is not settled, oldest first. */
  takeAll(): readonly SealedBatch[] {
    this.#suspects.length = 0
    return this.#queue.takeAll()
  }

  /** Takes out the oldest that waits, to be sent and given to {@link conclude}. */
  take(): SealedBatch | undefined {
    const batch = this.#queue.take()
    if (batch === undefined || !this.#settings.sealer.isOutdated(batch)) return batch
    this.#replace(batch, () => [this.#settings.sealer.recode(batch)])
    return this.take()
  }

  conclude(batch: SealedBatch, outcome: Outcome): void {
    switch (outcome.type) {
      case 'accepted':
        this.#settings.onDiagnostic(`delivered ${count(batch.shares.logs)}`)
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

  /** Drops all but what is on its way. */
  dropWaiting(reason: DropReason, error?: Error): void {
    for (const { batch } of this.#suspects.splice(0)) this.#lose(batch, reason, error)
    for (let left = this.#queue.waiting; left > 0; left -= 1) {
      const batch = this.#queue.take()
      if (batch !== undefined) this.#lose(batch, reason, error)
    }
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
          `${error.message}, sending ${count(batch.shares.logs)} in halves`,
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
    this.#queue.finish(batch, () => this.#drop(batch.shares, reason, error))
  }

  #drop(shares: Shares, reason: DropReason, error?: Error): void {
    const { onDiagnostic, onDrop } = this.#settings
    const { logs, bytes } = shares
    const why = error === undefined ? '' : ` (${error.message})`
    onDiagnostic(`dropped ${count(logs)}: ${reason}${why}`)
    shares.drop(reason, error)
    onDrop(reason, logs, bytes)
  }
}

function count(logs: number): string {
  return logs === 1 ? '1 log' : `${logs} logs`
}
