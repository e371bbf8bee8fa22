import type { SealedBatch, SpoolCopy } from './queue.ts'

/** A file whose batch was made into others. */
interface Origin {
  readonly file: SpoolCopy
  /** So many of these are neither saved nor settled. */
  open: number
}

/** Which files hold what is in memory, too. */
export class Copies {
  readonly #files = new Map<SealedBatch, SpoolCopy>()
  readonly #origins = new Map<SealedBatch, Origin>()

  get(batch: SealedBatch): SpoolCopy | undefined {
    return this.#files.get(batch)
  }

  /** A batch has a file of its own now; gives what is not needed any more. */
  set(batch: SealedBatch, file: SpoolCopy): readonly SpoolCopy[] {
    const released = this.release(batch)
    this.#files.set(batch, file)
    return released
  }

  /** Others stand for a batch now: its file is needed until all of them are saved or settled. */
  split(batch: SealedBatch, others: readonly SealedBatch[]): void {
    const file = this.#files.get(batch)
    const origin = file === undefined ? this.#origins.get(batch) : { file, open: 1 }
    this.#files.delete(batch)
    this.#origins.delete(batch)
    if (origin === undefined) return
    origin.open += others.length - 1
    for (const other of others) this.#origins.set(other, origin)
  }

  /** Forgets a batch; gives what is not needed any more. */
  release(batch: SealedBatch): readonly SpoolCopy[] {
    const file = this.#files.get(batch)
    const origin = this.#origins.get(batch)
    this.#files.delete(batch)
    this.#origins.delete(batch)
    const released = file === undefined ? [] : [file]
    if (origin === undefined) return released
    origin.open -= 1
    return origin.open === 0 ? [...released, origin.file] : released
  }

  entries(): readonly (readonly [batch: SealedBatch, file: SpoolCopy])[] {
    return [...this.#files]
  }
}
