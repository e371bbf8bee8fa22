// A process of its own that is asked for things over Node's channel, and answers each.
import { fork } from 'node:child_process'
import { once } from 'node:events'

/** The asking end; the other one is in answer.mjs. */
export class Child {
  #process
  #asked = new Map()
  #lastId = 0
  /** What it wrote to standard error: warnings, and why it died. */
  stderr = ''
  /** Resolves with the exit code, or the signal, when it has ended. */
  ended

  /**
   * @param {string} file
   * @param {unknown} settings what the program is told at its start
   */
  constructor(file, settings) {
    const args = [JSON.stringify(settings)]
    const stdio = ['ignore', 'ignore', 'pipe', 'ipc']
    this.#process = fork(file, args, { execArgv: [], stdio })
    this.#process.stderr?.setEncoding('utf8').on('data', (text) => (this.stderr += text))
    this.#process.on('message', ({ id, result }) => {
      this.#asked.get(id)?.resolve(result)
      this.#asked.delete(id)
    })
    this.ended = once(this.#process, 'close').then(([code, signal]) => {
      for (const { reject } of this.#asked.values()) {
        reject(new Error(`${file} has ended (${signal ?? code})\n${this.stderr}`))
      }
      return signal ?? code
    })
  }

  /**
   * @param {string} what
   * @param {unknown} [value]
   * @returns {Promise<any>} what the child answers; rejects when it ends before
   */
  ask(what, value) {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject })
      this.#process.send({ id, what, value })
    })
  }

  /** @param {NodeJS.Signals} signal */
  kill(signal) {
    this.#process.kill(signal)
  }
}
