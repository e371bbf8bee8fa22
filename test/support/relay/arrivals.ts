import { startTimer, stopTimer } from './clock.ts'

interface Waiter<Item> {
  readonly count: number
  readonly resolve: (items: Item[]) => void
  readonly reject: (error: Error) => void
}

/** What arrived, in order, and who waits for more of it. */
export class Arrivals<Item> {
  readonly items: Item[] = []
  readonly #what: string
  readonly #waiters = new Set<Waiter<Item>>()

  constructor(what: string) {
    this.#what = what
  }

  add(items: readonly Item[]): void {
    for (const item of items) this.items.push(item)
    for (const waiter of this.#waiters)
      if (this.items.length >= waiter.count) waiter.resolve(this.items)
  }

  /** Resolves when `count` have arrived in all; rejects with what has after `timeoutMs`. */
  async waitFor(count: number, timeoutMs: number): Promise<Item[]> {
    if (this.items.length >= count) return this.items
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        stopTimer(timer)
        this.#waiters.delete(waiter)
      }
      const waiter = {
        count,
        resolve: (items: Item[]): void => (leave(), resolve(items)),
        reject: (error: Error): void => (leave(), reject(error)),
      }
      const timer = startTimer(() => {
        waiter.reject(this.#missing(count, `in ${timeoutMs} ms`))
      }, timeoutMs)
      this.#waiters.add(waiter)
    })
  }

  /** Rejects those who still wait. */
  end(): void {
    for (const { count, reject } of this.#waiters) reject(this.#missing(count, 'before the end'))
  }

  #missing(count: number, when: string): Error {
    const { length } = this.items
    const last = this.items.slice(-3).map((item) => JSON.stringify(item, withoutBytes))
    return new Error(`${length} of ${count} ${this.#what} ${when}; the last: ${last.join('\n')}`)
  }
}

function withoutBytes(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'type') === 'Buffer'
    ? undefined
    : value
}
