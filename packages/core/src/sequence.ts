/**
 * Numbers the logs of a client so that (timestamp, sequence) is their order.
 *
 * It starts again with each later millisecond, and goes on rising within one, and when time steps
 * back. Sentry adds it to the timestamp as nanoseconds.
 */
export class Sequence {
  #latestMs = -Infinity
  #next = 0

  next(time: number): number {
    const ms = Math.floor(time)
    if (ms > this.#latestMs) {
      this.#latestMs = ms
      this.#next = 0
    }
    return this.#next++
  }
}
