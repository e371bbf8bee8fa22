import { numberOf, severityOf } from '../lines.mjs'
import { Column } from './column.mjs'

/** What was stored of the numbered lines, how often, and in which order they are. */
export class Ledger {
  #times = new Column(Uint8Array)
  /** How often the answer to a request that stored it may not have arrived. */
  #unanswered = new Column(Uint8Array)
  #timestamps = new Column(Float64Array)
  #sequences = new Column(Float64Array)
  #last = 0
  #loggers
  stored = 0
  duplicated = 0

  /** @param {number} loggers how many take turns; each keeps an order of its own */
  constructor(loggers) {
    this.#loggers = loggers
  }

  /** @param {readonly { body: string, timestamp: number, attributes: any }[]} logs */
  store(logs) {
    for (const { body, timestamp, attributes } of logs) {
      const number = numberOf(body)
      const times = this.#times.get(number)
      if (times === 0) this.stored += 1
      else this.duplicated += 1
      this.#times.set(number, times + 1)
      this.#timestamps.set(number, timestamp)
      this.#sequences.set(number, attributes['sentry.timestamp.sequence'].value)
      this.#last = Math.max(this.#last, number)
    }
  }

  /** @param {readonly { body: string }[]} logs */
  leaveUnanswered(logs) {
    for (const { body } of logs) {
      const number = numberOf(body)
      this.#unanswered.set(number, this.#unanswered.get(number) + 1)
    }
  }

  /**
   * @param {number} count
   * @returns {number} how many of the first lines are not stored
   */
  missing(count) {
    let missing = 0
    for (let number = 1; number <= count; number += 1) {
      if (this.#times.get(number) === 0) missing += 1
    }
    return missing
  }

  /** @param {number} sent how many lines there were */
  summary(sent) {
    const lost = { info: 0, warn: 0, error: 0 }
    const firstLost = []
    let lostCount = 0
    let unexcused = 0
    let misplaced = 0
    let unanswered = 0
    const before = []
    for (let number = 1; number <= Math.max(sent, this.#last); number += 1) {
      const times = this.#times.get(number)
      if (times === 0) {
        lost[severityOf(number)] += 1
        lostCount += 1
        if (firstLost.length < 20) firstLost.push(number)
        continue
      }
      if (times - 1 > this.#unanswered.get(number)) unexcused += 1
      if (this.#unanswered.get(number) > 0) unanswered += 1
      const logger = number % this.#loggers
      if (before[logger] && !this.#isAfter(number, before[logger])) misplaced += 1
      before[logger] = number
    }
    const { stored, duplicated } = this
    return { stored, duplicated, unexcused, unanswered, misplaced, lost, lostCount, firstLost }
  }

  #isAfter(number, before) {
    const later = this.#timestamps.get(number) - this.#timestamps.get(before)
    return later > 0 || (later === 0 && this.#sequences.get(number) > this.#sequences.get(before))
  }
}
