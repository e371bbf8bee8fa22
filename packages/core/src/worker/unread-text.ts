import { readLine, takenSince, type LogOrder } from './seam.ts'

/** Pieces are no larger, but for a longer line, and have buffers that are used again; bigger ones would be copied no faster. */
export const pieceBytes = 61_440
const maxPooled = 64
// The worker keeps a text once more until it has taken its logs over.
const copies = 2

interface Piece {
  readonly buffer: Buffer
  size: number
  /** How many of its lines are logs. */
  logs: number
}

/**
 * What is on its way to the worker, in pieces, until the worker has taken it over: what is lost with
 * the worker is not this. Lies outside the reach of the garbage collector, which would otherwise copy
 * all of a burst.
 */
export class UnreadText {
  readonly #pool: Buffer[] = []
  #pieces: Piece[] = []
  /** How many of the pieces, the first ones, are sent. */
  #sent = 0
  #bytes = 0
  /** The worker's own count of the logs it has taken over. */
  #taken = 0
  /** How many logs of the first piece are among them. */
  #takenOfFirst = 0

  /** Bytes of memory, on both sides. */
  get bytes(): number {
    return this.#bytes
  }

  /** Tells whether there are pieces that were not given out to be sent. */
  get hasUnsent(): boolean {
    return this.#sent < this.#pieces.length
  }

  /** Adds whole lines, to the last piece while that is not sent and has room. */
  push(text: string, logs: number): void {
    const size = Buffer.byteLength(text)
    const piece = this.#pieceFor(size)
    piece.buffer.write(text, piece.size)
    piece.size += size
    piece.logs += logs
    this.#bytes += size * copies
  }

  /** Gives out the next piece to be sent; its bytes stay as they are until it is released. */
  nextUnsent(): Buffer | undefined {
    const piece = this.#pieces[this.#sent]
    if (piece === undefined) return undefined
    this.#sent += 1
    return piece.buffer.subarray(0, piece.size)
  }

  /** Lets go of the pieces that were sent when the worker has taken over so many logs. */
  release(taken: number): void {
    this.#takenOfFirst += takenSince(this.#taken, taken)
    this.#taken = taken
    for (; this.#sent > 0; this.#sent--) {
      const [first] = this.#pieces
      if (first === undefined || this.#takenOfFirst < first.logs) return
      this.#takenOfFirst -= first.logs
      this.#letGo(first)
      this.#pieces.shift()
    }
    this.#takenOfFirst = 0
  }

  /** Gives out the logs that are left, oldest first. */
  takeAll(): readonly LogOrder[] {
    const orders = this.#pieces.flatMap(({ buffer, size }) =>
      buffer
        .toString('utf8', 0, size - 1)
        .split('\n')
        .map(readLine),
    )
    const logs = orders.filter((order) => order.kind === 'log').slice(this.#takenOfFirst)
    this.#pieces = []
    this.#sent = 0
    this.#bytes = 0
    this.#takenOfFirst = 0
    return logs
  }

  #pieceFor(size: number): Piece {
    const last = this.hasUnsent ? this.#pieces.at(-1) : undefined
    if (last !== undefined && last.size + size <= last.buffer.length) return last
    const pooled = size > pieceBytes ? undefined : this.#pool.pop()
    const buffer = pooled ?? Buffer.allocUnsafeSlow(Math.max(size, pieceBytes))
    const piece = { buffer, size: 0, logs: 0 }
    this.#pieces.push(piece)
    return piece
  }

  #letGo({ buffer, size }: Piece): void {
    this.#bytes -= size * copies
    const isPooled = buffer.length === pieceBytes && this.#pool.length < maxPooled
    if (isPooled) this.#pool.push(buffer)
  }
}
