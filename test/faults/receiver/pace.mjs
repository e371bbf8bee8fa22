import { setTimeout as sleep } from 'node:timers/promises'

/** How fast a receiver takes lines: each request is answered when its lines' turn is over. */
export class Pace {
  #msPerLine
  #freeAt = 0

  /** @param {number} [linesPerSecond] */
  constructor(linesPerSecond = Infinity) {
    this.#msPerLine = 1000 / linesPerSecond
  }

  /** @param {number} lines */
  async pass(lines) {
    if (this.#msPerLine === 0) return
    const now = performance.now()
    this.#freeAt = Math.max(this.#freeAt, now) + lines * this.#msPerLine
    await sleep(this.#freeAt - now)
  }
}
