/** Numbers by an index from 0 on, in memory that grows: a receiver counts millions of lines. */
export class Column {
  #values

  /** @param {Uint8ArrayConstructor | Float64ArrayConstructor} Kind */
  constructor(Kind) {
    this.#values = new Kind(1024)
  }

  /** @param {number} index */
  get(index) {
    return this.#values[index] ?? 0
  }

  /**
   * @param {number} index
   * @param {number} value
   */
  set(index, value) {
    if (index >= this.#values.length) {
      const grown = new this.#values.constructor(Math.max(index + 1, this.#values.length * 2))
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[index] = value
  }
}
