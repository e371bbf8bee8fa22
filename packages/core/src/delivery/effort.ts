/** How much work compression is worth: `little` makes logs a tenth larger in less than half of the time. */
export type Effort = 'usual' | 'little'

const windowMs = 1000
/** A thread that has more logs to compress is about to become the one that all others wait for. */
const usualLogs = 20_000

/** Decides the effort for batches by how many logs there are: in a burst what counts is to keep up. */
export class EffortMeter {
  #windowEnd = -Infinity
  #logs = 0
  #wasBusy = false

  /** For a batch that is compressed at `now`, a time of `performance.now()`. */
  effortFor(logs: number, now: number): Effort {
    if (now >= this.#windowEnd) {
      this.#wasBusy = now < this.#windowEnd + windowMs && this.#logs > usualLogs
      this.#windowEnd = now + windowMs
      this.#logs = 0
    }
    this.#logs += logs
    return this.#wasBusy || this.#logs > usualLogs ? 'little' : 'usual'
  }
}
