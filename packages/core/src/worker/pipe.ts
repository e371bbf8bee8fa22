import { Alarm } from '../delivery/alarm.ts'
import { type LogOrder, shared, takeBack, takenIn } from './seam.ts'
import { bufferBytes, hasEnded, lookMs, type Stream } from './stream.ts'
import { pieceBytes, UnreadText } from './unread-text.ts'

// A longer text would be copied by the garbage collector before it is bytes.
const maxTextLength = 8192
// With one more piece it is less than 128 KiB: a longer string is memory of its own for the worker, which
// costs more than all else that is done with a line. With room for one piece only, what once waits would
// wait until the burst is over.
const burstBytes = pieceBytes
// With one more piece it has room in the shared memory.
const maxInFlightBytes = bufferBytes - 2 * burstBytes
// To wake the worker takes longer than to write a few lines.
const restMs = 10
// A thread that is busy for longer than this is not waited for.
const maxPieceMs = 100
const maxReadMs = 10_000

/**
 * Carries lines to the worker, and keeps them until it has taken them over. While a burst lasts it
 * sends little at a time, and at the end of a turn of the event loop all that there is: nobody knows
 * when the next turn comes.
 */
export class Pipe {
  readonly #stream: Stream
  readonly #numbers: Int32Array
  readonly #alarm = new Alarm(() => this.#endTurn())
  readonly #unread = new UnreadText()
  #text = ''
  /** Logs in the text. */
  #logs = 0
  /** Characters since something was sent. */
  #length = 0
  #dueAt = 0
  #turnEndedAt = -Infinity
  /** Bytes, counted as the worker counts what it has read. */
  #sent = 0

  constructor(stream: Stream, numbers: Int32Array) {
    this.#stream = stream
    this.#numbers = numbers
  }

  /** Bytes of memory, on both sides, that hold what the worker has not taken over. */
  get unreadBytes(): number {
    this.#unread.release(takenIn(this.#numbers))
    return this.#unread.bytes
  }

  /** Takes back the logs that the worker has not taken over, oldest first; it takes none over any more. */
  takeUnread(): readonly LogOrder[] {
    takeBack(this.#numbers)
    this.#gather()
    return this.#unread.takeAll()
  }

  /**
   * Writes the line of a log at the end of this turn of the event loop, but one that is not urgent
   * no sooner than 10 ms after such an end. True once in a while, when it is worth looking how much is
   * unread.
   */
  writeLog(line: string, isUrgent: boolean): boolean {
    this.#logs += 1
    return this.write(line, isUrgent)
  }

  /** Writes the line of another order in the same way. */
  write(line: string, isUrgent: boolean = false): boolean {
    const now = performance.now()
    if (this.#length === 0) this.#dueAt = now + maxPieceMs
    this.#alarm.set(isUrgent ? now : this.#turnEndedAt + restMs)
    this.#text += line
    this.#length += line.length
    if (this.#text.length >= maxTextLength) this.#keep()
    if (now >= this.#dueAt) this.send()
    else if (this.#length >= pieceBytes) this.#send(burstBytes)
    return this.#length === 0
  }

  /** Sends what waits. */
  send(): void {
    this.#send(maxInFlightBytes)
  }

  #endTurn(): void {
    this.#turnEndedAt = performance.now()
    this.send()
  }

  #send(maxBytes: number): void {
    this.#gather()
    this.#pump(maxBytes)
  }

  #gather(): void {
    this.#alarm.clear()
    this.#unread.release(takenIn(this.#numbers))
    if (this.#text !== '') this.#keep()
    this.#length = 0
  }

  #keep(): void {
    this.#unread.push(this.#text, this.#logs)
    this.#text = ''
    this.#logs = 0
  }

  /** Sends what waited for room. */
  goOn(): void {
    this.#pump(maxInFlightBytes)
  }

  /** Sends until so much is in flight; news of the worker tell when there is room for the rest. */
  #pump(maxBytes: number): void {
    do {
      if (hasEnded(this.#stream)) return
      while (this.#inFlightBytes < maxBytes) {
        const bytes = this.#unread.nextUnsent()
        if (bytes === undefined) return
        this.#sent += bytes.length
        this.#stream.write(bytes)
      }
      Atomics.store(this.#numbers, shared.isFull, 1)
      // The worker may have read meanwhile, without news.
    } while (this.#inFlightBytes < maxBytes)
  }

  /** Blocks until all is sent, or the time is over, or the worker is gone. `deadline` is one of `performance.now()`. */
  drain(deadline: number): void {
    for (;;) {
      const read = Atomics.load(this.#numbers, shared.read)
      this.goOn()
      const leftMs = deadline - performance.now()
      if (!this.#unread.hasUnsent || hasEnded(this.#stream) || leftMs <= 0) return
      Atomics.wait(this.#numbers, shared.read, read, Math.min(leftMs, lookMs))
    }
  }

  /**
   * Blocks until the worker has taken over so much that it leaves no more than `maxBytes`.
   *
   * @throws Error when it has ended, or has taken nothing over for ten seconds.
   */
  waitForRoom(maxBytes: number): void {
    let deadline = performance.now() + maxReadMs
    for (;;) {
      const taken = Atomics.load(this.#numbers, shared.taken)
      this.#send(burstBytes)
      if (this.unreadBytes <= maxBytes) return
      const state = Atomics.wait(this.#numbers, shared.taken, taken, lookMs)
      if (state !== 'timed-out') deadline = performance.now() + maxReadMs
      else if (hasEnded(this.#stream)) throw new Error('the worker has ended')
      else if (performance.now() > deadline) throw new Error('the worker does not read')
    }
  }

  get #inFlightBytes(): number {
    return (this.#sent - Atomics.load(this.#numbers, shared.read)) | 0
  }
}
