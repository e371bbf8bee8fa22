import { maxTimerMs } from './deadline.ts'

// Where an application fakes its timers, in its tests, a turn of the event loop is still one.
const { setImmediate: inNextTurn } = globalThis

/**
 * Rings once, at the earliest time it was set to, and never keeps the process alive.
 *
 * Times are those of `performance.now()`, which does not jump when the clock is set.
 */
export class Alarm {
  readonly #ring: () => void
  #at = Number.POSITIVE_INFINITY
  #cancel: () => void = () => {}

  constructor(ring: () => void) {
    this.#ring = ring
  }

  /** A time that is over rings at the end of the current tick; a later time than the one set is ignored. */
  set(at: number): void {
    if (at >= this.#at) return
    this.clear()
    this.#at = at
    const delayMs = Math.max(Math.ceil(at - performance.now()), 0)
    const timeout = setTimeout(() => this.#over(), Math.min(delayMs, maxTimerMs))
    unreference(timeout)
    // The timer is late by a millisecond, and the immediate does not run while nothing else happens.
    const immediate = delayMs === 0 ? setImmediate(() => this.#over()) : undefined
    if (immediate !== undefined) unreference(immediate)
    this.#cancel = () => {
      clearTimeout(timeout)
      clearImmediate(immediate)
    }
  }

  clear(): void {
    this.#cancel()
    this.#at = Number.POSITIVE_INFINITY
  }

  #over(): void {
    this.clear()
    this.#ring()
  }
}

/** Resolves in the next turn of the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void inNextTurn(resolve))
}

/** What stands for a timer where an application has replaced its timers may be a mere number. */
function unreference(timer: { unref?(): unknown }): void {
  timer.unref?.()
}
