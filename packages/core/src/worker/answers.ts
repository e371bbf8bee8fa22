interface Waiter {
  readonly deadline: number
  readonly resolve: (inTime: boolean) => void
}

/** Who waits for the worker to be done with which order. */
export class Answers {
  readonly #waiters = new Map<number, Waiter>()
  #lastId = 0

  /** A number for the next order; unlike all before it. */
  nextId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  /** Resolves with the worker's answer, or with that of whoever takes over; `deadline` is for them. */
  async to(id: number, deadline: number): Promise<boolean> {
    try {
      return await new Promise((resolve) => this.#waiters.set(id, { deadline, resolve }))
    } finally {
      this.#waiters.delete(id)
    }
  }

  give(id: number, inTime: boolean): void {
    this.#waiters.get(id)?.resolve(inTime)
  }

  /** Lets somebody else answer all that are open. */
  passTo(answer: (timeoutMs: number) => Promise<boolean>): void {
    for (const { deadline, resolve } of this.#waiters.values()) {
      void answer(Math.max(deadline - performance.now(), 0)).then(resolve)
    }
  }
}
