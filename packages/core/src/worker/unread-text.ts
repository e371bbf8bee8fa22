import { readLine, type LogOrder } from './seam.ts'

// JavaScript keeps a text once here, and once more on its way to the worker.
const bytesPerCharacter = 2

interface Piece {
  readonly text: string
  /** How many of its lines are logs. */
  readonly logs: number
}

/**
 * What was written to the worker and may not have been read by it, in pieces as they were written:
 * what is lost with the worker is not this. Few long texts cost the garbage collector little, many
 * short ones a lot.
 */
export class UnreadText {
  #pieces: Piece[] = []
  #bytes = 0
  /** The worker's own count of the logs it has read, which wraps around. */
  #taken = 0
  /** How many logs of the first piece it has read. */
  #readOfFirst = 0

  /** Bytes of memory. */
  get bytes(): number {
    return this.#bytes
  }

  push(text: string, logs: number): void {
    this.#pieces.push({ text, logs })
    this.#bytes += text.length * bytesPerCharacter
  }

  /** Lets go of the pieces that the worker has read when it has taken so many logs. */
  release(taken: number): void {
    this.#readOfFirst += (taken - this.#taken) >>> 0
    this.#taken = taken
    for (let first = this.#pieces[0]; first !== undefined; first = this.#pieces[0]) {
      if (this.#readOfFirst < first.logs) return
      this.#readOfFirst -= first.logs
      this.#bytes -= first.text.length * bytesPerCharacter
      this.#pieces.shift()
    }
    this.#readOfFirst = 0
  }

  /** Gives out the logs that are left, oldest first. */
  takeAll(): readonly LogOrder[] {
    const orders = this.#pieces.flatMap(({ text }) => text.slice(0, -1).split('\n').map(readLine))
    const logs = orders.filter((order) => order.kind === 'log').slice(this.#readOfFirst)
    this.#pieces = []
    this.#bytes = 0
    this.#readOfFirst = 0
    return logs
  }
}
