/**
 * A stage on the way of lines: each is handed over to it, and taken from it, at once or later, with
 * the item that belongs to it. Holds no line; one that is under way more than once keeps its items in
 * the order in which they came.
 */
export class Stage<Item> {
  readonly #waiting = new WeakMap<object, Item[]>()
  #passing: Item | undefined

  /** Runs what hands a line over. `findLine` is asked for the line if nobody takes it meanwhile. */
  pass(item: Item, handOver: () => unknown, findLine: () => unknown): unknown {
    const outer = this.#passing
    this.#passing = item
    try {
      return handOver()
    } finally {
      if (this.#passing === item) this.#wait(findLine(), item)
      this.#passing = outer
    }
  }

  take(line: unknown): Item | undefined {
    const item = this.#passing
    this.#passing = undefined
    // A line that is taken at once had none before it.
    return item ?? (isObject(line) ? this.#waiting.get(line)?.shift() : undefined)
  }

  #wait(line: unknown, item: Item): void {
    if (!isObject(line)) return
    const items = this.#waiting.get(line)
    if (items === undefined) this.#waiting.set(line, [item])
    else items.push(item)
  }
}

const isObject = (line: unknown): line is object => typeof line === 'object' && line !== null
