/**
 * A stage on the way of lines: each is handed over to it, and taken from it, at once or later, with
 * the item that belongs to it. Holds no line; one that is under way more than once keeps its items in
 * the order in which they came.
 */
export class Stage<Item> {
  readonly #waiting = new WeakMap<object, Item[]>()
  #passing: Item | undefined

  /** To be called before a line is handed over; what it gives is for {@link end}. */
  begin(item: Item): Item | undefined {
    const outer = this.#passing
    this.#passing = item
    return outer
  }

  /** To be called when a line was handed over: true when nobody has taken it yet. */
  end(item: Item, outer: Item | undefined): boolean {
    const isLeft = this.#passing === item
    this.#passing = outer
    return isLeft
  }

  /** Keeps the item of a line that is taken later. */
  keep(line: unknown, item: Item): void {
    if (!isObject(line)) return
    const items = this.#waiting.get(line)
    if (items === undefined) this.#waiting.set(line, [item])
    else items.push(item)
  }

  take(line: unknown): Item | undefined {
    const item = this.#passing
    this.#passing = undefined
    // A line that is taken at once had none before it.
    return item ?? (isObject(line) ? this.#waiting.get(line)?.shift() : undefined)
  }
}

const isObject = (line: unknown): line is object => typeof line === 'object' && line !== null
