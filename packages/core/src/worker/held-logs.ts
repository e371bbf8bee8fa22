import type { EncodedLog } from '../delivery/batch.ts'

// JavaScript keeps a text once here, and once more on its way to the worker.
const bytesPerCharacter = 2

/** Logs that were written to the worker and may not have been read by it: what is lost with it is not these. */
export class HeldLogs {
  #logs: EncodedLog[] = []
  #head = 0
  #bytes = 0
  #released = 0

  get bytes(): number {
    return this.#bytes
  }

  push(log: EncodedLog): void {
    this.#logs.push(log)
    this.#bytes += log.json.length * bytesPerCharacter
  }

  /** Lets go of all that the worker has read; `taken` is its own count, which wraps around. */
  release(taken: number): void {
    const read = (taken - this.#released) >>> 0
    const end = Math.min(this.#head + read, this.#logs.length)
    while (this.#head < end) this.#shift()
    this.#released = taken
    if (this.#head * 2 < this.#logs.length) return
    this.#logs = this.#logs.slice(this.#head)
    this.#head = 0
  }

  /** Gives out all that is left, oldest first, when the worker has read so many. */
  takeAll(taken: number = this.#released): readonly EncodedLog[] {
    this.release(taken)
    const left = this.#logs.slice(this.#head)
    this.#logs = []
    this.#head = 0
    this.#bytes = 0
    return left
  }

  #shift(): void {
    const log = this.#logs[this.#head]
    this.#head += 1
    if (log !== undefined) this.#bytes -= log.json.length * bytesPerCharacter
  }
}
