import { once } from 'node:events'
import Transport from 'winston-transport'

const options = { level: 'silly', highWaterMark: 1 }

/** A transport that takes one line at a time, and holds all others up for three turns of the event loop. */
export class SlowTransport extends Transport {
  #count = 0

  constructor() {
    super(options)
  }

  override log(_info: unknown, next: () => void): void {
    this.#count += 1
    this.emit('logged')
    setImmediate(() => setImmediate(() => setImmediate(next)))
  }

  // Takes also what the base class would keep back.
  override _write(info: unknown, _encoding: string, next: () => void): void {
    this.log(info, next)
  }

  /** Waits until a number of lines has come through in all, also those that a format dropped. */
  async hasTaken(count: number): Promise<void> {
    while (this.#count < count) await once(this, 'logged')
  }
}
