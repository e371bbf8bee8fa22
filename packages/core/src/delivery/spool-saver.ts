import { Alarm } from './alarm.ts'
import type { SealedBatch, SpoolCopy } from './queue.ts'
import type { Saved } from './spool.ts'

/** How long after the capture of its oldest log a batch may be without a copy on disk, writing not included. */
const graceMs = 600

/** Writes that wait for the disk at the same time. */
const maxWrites = 16

/** After a failure the disk is left alone for so long. */
const pauseMs = 5000

interface Unsaved {
  readonly since: number
  dueAt: number
}

/** What a saver works with, and whom it tells. */
export interface SaverSettings {
  readonly save: (batch: SealedBatch, since: number) => Promise<Saved>
  /** Hears of each batch that lies on disk now; `isWanted` is false when it was forgotten meanwhile. */
  readonly onSaved: (batch: SealedBatch, file: SpoolCopy, isWanted: boolean) => void
  /** Hears of each attempt that came to nothing; there will be another one, unless it was forgotten. */
  readonly onUnsaved: (batch: SealedBatch, isFull: boolean) => void
}

/** Writes batches to disk when they have waited for too long. All times are on the clock of `performance.now()`. */
export class Saver {
  readonly #settings: SaverSettings
  readonly #unsaved = new Map<SealedBatch, Unsaved>()
  readonly #alarm = new Alarm(() => this.#work())
  readonly #writing = new Set<SealedBatch>()
  #opensAt = 0
  #watchers: { readonly batches: readonly SealedBatch[]; readonly done: () => void }[] = []

  constructor(settings: SaverSettings) {
    this.#settings = settings
  }

  get unsaved(): readonly SealedBatch[] {
    return [...this.#unsaved.keys()]
  }

  add(batch: SealedBatch, since: number): void {
    const dueAt = since + graceMs
    this.#unsaved.set(batch, { since, dueAt })
    this.#alarm.set(Math.max(dueAt, this.#opensAt))
  }

  /** When the oldest log of a batch was captured; undefined when the batch is not here. */
  sinceOf(batch: SealedBatch): number | undefined {
    return this.#unsaved.get(batch)?.since
  }

  /** True when it is just being written, which is told of all the same. */
  forget(batch: SealedBatch): boolean {
    this.#unsaved.delete(batch)
    this.#tellWatchers()
    return this.#writing.has(batch)
  }

  /** Lets all be due at that time, if they are not sooner. */
  hurry(time: number): void {
    for (const unsaved of this.#unsaved.values()) unsaved.dueAt = Math.min(unsaved.dueAt, time)
    this.#alarm.set(Math.max(time, this.#opensAt))
  }

  /** Tries at once what failed before, too. */
  insist(): void {
    this.#opensAt = 0
    this.hurry(performance.now())
  }

  /** Resolves when all of now is on disk or forgotten, or when the disk has failed. */
  saved(): Promise<void> {
    this.hurry(performance.now())
    return new Promise((done) => {
      this.#watchers.push({ batches: this.unsaved, done })
      this.#tellWatchers()
    })
  }

  stop(): void {
    this.#unsaved.clear()
    this.#tellWatchers()
    this.#alarm.clear()
  }

  #tellWatchers(): void {
    const isPaused = this.#opensAt > performance.now()
    this.#watchers = this.#watchers.filter(({ batches, done }) => {
      const isOpen = !isPaused && batches.some((batch) => this.#unsaved.has(batch))
      if (!isOpen) done()
      return isOpen
    })
  }

  #work(): void {
    for (const [batch, unsaved] of this.#unsaved) {
      if (this.#writing.size === maxWrites) return
      if (this.#writing.has(batch)) continue
      const startsAt = Math.max(unsaved.dueAt, this.#opensAt)
      if (startsAt > performance.now()) return this.#alarm.set(startsAt)
      void this.#write(batch, unsaved.since)
    }
  }

  async #write(batch: SealedBatch, since: number): Promise<void> {
    this.#writing.add(batch)
    const saved = await this.#settings.save(batch, since)
    this.#writing.delete(batch)
    if (typeof saved === 'string') {
      this.#opensAt = performance.now() + pauseMs
      this.#settings.onUnsaved(batch, saved === 'full')
    } else {
      this.#settings.onSaved(batch, saved, this.#unsaved.delete(batch))
    }
    this.#tellWatchers()
    this.#work()
  }
}
