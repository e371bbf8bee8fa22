import { nextTurn } from './alarm.ts'
import type { SpoolCopy } from './queue.ts'
import type { Claims } from './spool-claims.ts'
import type { Totals } from './totals.ts'

/** Keeps what the files take of the disk within its bound: the oldest make room. */
export class Room {
  readonly #maxBytes: number
  readonly #claims: Claims
  readonly #onLost: (shares: Totals) => void
  /** Files that were taken over: older than all that is ours. */
  readonly #adopted = new Set<SpoolCopy>()
  readonly #fills = new Set<Promise<void>>()
  #bytes = 0
  /** Gives up the oldest file that is held and may be; false when there is none. */
  evict: () => boolean = () => false

  /** `onLost` settles what was in files that others left. */
  constructor(maxBytes: number, claims: Claims, onLost: (shares: Totals) => void) {
    this.#maxBytes = maxBytes
    this.#claims = claims
    this.#onLost = onLost
  }

  /** How many files of others are held. */
  get adopted(): number {
    return this.#adopted.size
  }

  /** Counts so many bytes as taken, when there is room or it can be made. */
  async reserve(bytes: number): Promise<boolean> {
    while (this.#bytes + this.#claims.bytes + bytes > this.#maxBytes) {
      if (this.#adopted.size > 0 && this.evict()) continue
      const lost = await this.#claims.evict()
      if (lost !== undefined) this.#onLost(lost)
      // One that is just being written may be older than all that can be given up now.
      else if (!(await this.#isFilled()) && !this.evict()) return false
    }
    this.#bytes += bytes
    return true
  }

  /** A file is being written into what was reserved: it may be given up afterwards. */
  async fill<Result>(writing: Promise<Result>): Promise<Result> {
    const settled = writing.then(noop, noop)
    this.#fills.add(settled)
    try {
      return await writing
    } finally {
      this.#fills.delete(settled)
    }
  }

  free(bytes: number): void {
    this.#bytes -= bytes
  }

  /** A file of others is held. */
  adopt(file: SpoolCopy): void {
    this.#bytes += file.bytes
    this.#adopted.add(file)
  }

  /** A file is held no longer. */
  remove(file: SpoolCopy): void {
    this.#bytes -= file.bytes
    this.#adopted.delete(file)
  }

  /** Waits until one of those that are being written is; false when there are none. */
  async #isFilled(): Promise<boolean> {
    if (this.#fills.size === 0) return false
    await Promise.race(this.#fills)
    await nextTurn()
    return true
  }
}

const noop = (): void => {}
