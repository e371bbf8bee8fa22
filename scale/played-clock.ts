/** Something that is due at a time, in whole milliseconds. */
interface Due {
  readonly at: number
  readonly run: () => void
}

/** Stands for Node's own timer objects. */
interface PlayedTimer {
  unref(): PlayedTimer
  ref(): PlayedTimer
}

const turn = globalThis.setImmediate

/**
 * A clock that is played as fast as the machine can: timers, `performance.now()` and `Date.now()` follow it
 * while it is installed.
 *
 * Time is in whole milliseconds. All that is due within one of them happens, and whatever promises follow
 * from it, before the next one comes; what is due at the same time happens in the order it was set.
 */
export class PlayedClock implements Disposable {
  readonly #slots = new Map<number, Set<Due>>()
  readonly #timers = new WeakMap<PlayedTimer, Due>()
  readonly #restore: () => void
  readonly #startedAt: number
  #now = 0

  /** `startedAt` is in milliseconds since 1970. */
  constructor(startedAt: number) {
    this.#startedAt = startedAt
    this.#restore = this.#install()
  }

  get now(): number {
    return this.#now
  }

  /** Does `run` after `ms`, at the earliest in the current millisecond. */
  after(ms: number, run: () => void): Due {
    const due = { at: this.#now + Math.max(0, Math.ceil(ms)), run }
    const slot = this.#slots.get(due.at)
    if (slot === undefined) this.#slots.set(due.at, new Set([due]))
    else slot.add(due)
    return due
  }

  /** Plays until `end`. */
  async playUntil(end: number): Promise<void> {
    while (this.#now < end) {
      let slot = this.#slots.get(this.#now)
      while (slot !== undefined) {
        this.#slots.delete(this.#now)
        for (const due of slot) due.run()
        await new Promise((resolve) => void turn(resolve))
        slot = this.#slots.get(this.#now)
      }
      this.#now += 1
    }
  }

  [Symbol.dispose](): void {
    this.#restore()
  }

  #set(ms: number, run: () => void): PlayedTimer {
    const timer: PlayedTimer = { unref: () => timer, ref: () => timer }
    this.#timers.set(timer, this.after(ms, run))
    return timer
  }

  #clear(timer: PlayedTimer | undefined): void {
    const due = timer === undefined ? undefined : this.#timers.get(timer)
    if (due === undefined) return
    this.#slots.get(due.at)?.delete(due)
  }

  #install(): () => void {
    const { setTimeout, clearTimeout, setImmediate, clearImmediate } = globalThis
    const now = performance.now.bind(performance)
    const dateNow = Date.now
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms = 1) => this.#set(Math.max(1, ms), run),
      clearTimeout: (timer?: PlayedTimer) => this.#clear(timer),
      setImmediate: (run: () => void) => this.#set(0, run),
      clearImmediate: (timer?: PlayedTimer) => this.#clear(timer),
    })
    performance.now = () => this.#now
    Date.now = () => this.#startedAt + this.#now
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout, setImmediate, clearImmediate })
      performance.now = now
      Date.now = dateNow
    }
  }
}
