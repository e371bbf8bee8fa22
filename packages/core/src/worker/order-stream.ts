import { Writable } from 'node:stream'
import { nextTurn } from '../delivery/alarm.ts'
import { readLine, shared, type Order } from './seam.ts'

/** Lines that are obeyed in one go: while it lasts, nobody else has a turn, the reader of new text neither. */
const linesPerTurn = 64

/**
 * Takes orders as text, and has them obeyed in turns.
 *
 * Text is read faster than it is obeyed, so that the other side need not wait.
 */
export class OrderStream extends Writable {
  readonly #obey: (order: Order) => void
  readonly #numbers: Int32Array
  readonly #onRoom: () => void
  readonly #texts: string[] = []
  #lines: readonly string[] = []
  #next = 0
  #rest = ''
  #isBusy = false

  /** `onRoom` is called when text was read for which somebody waits. */
  constructor(numbers: Int32Array, obey: (order: Order) => void, onRoom: () => void) {
    super({ decodeStrings: false, highWaterMark: Number.MAX_SAFE_INTEGER })
    this.#obey = obey
    this.#numbers = numbers
    this.#onRoom = onRoom
  }

  override _write(text: string, _encoding: BufferEncoding, callback: () => void): void {
    this.#texts.push(text)
    callback()
    Atomics.add(this.#numbers, shared.read, Buffer.byteLength(text))
    Atomics.notify(this.#numbers, shared.read)
    if (Atomics.exchange(this.#numbers, shared.isFull, 0) === 1) this.#onRoom()
    if (!this.#isBusy) this.#work()
  }

  #work(): void {
    for (let left = linesPerTurn; left > 0; left--) {
      const line = this.#nextLine()
      this.#isBusy = line !== undefined
      if (line === undefined) break
      this.#obey(readLine(line))
    }
    Atomics.notify(this.#numbers, shared.taken)
    if (this.#isBusy) void nextTurn().then(() => this.#work())
  }

  #nextLine(): string | undefined {
    while (this.#next >= this.#lines.length) {
      const text = this.#texts.shift()
      if (text === undefined) return undefined
      const lines = (this.#rest + text).split('\n')
      this.#rest = lines.pop() ?? ''
      this.#lines = lines
      this.#next = 0
    }
    return this.#lines[this.#next++]
  }
}
