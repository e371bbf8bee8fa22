/**
 * Numbers the logs of a client so that (timestamp, sequence) is their order among equal timestamps.
 *
 * It starts again at 0 with each later millisecond and rises within one. Where time steps back it
 * goes on above every number given out so far, since that millisecond may have used any of them.
 * Sentry adds it to the timestamp as nanoseconds.
 */
export class Sequence {
  #latestMs = -Infinity
  #next = 0
  #beyondAll = 0

  next(time: number): number {
    const ms = Math.floor(time)
    if (ms > this.#latestMs) {
      this.#latestMs = ms
      this.#next = 0
    } else if (ms < this.#latestMs) {
      this.#next = this.#beyondAll
    }
    const number = this.#next++
    this.#beyondAll = Math.max(this.#beyondAll, this.#next)
    return number
  }
}
