import { EventEmitter } from 'node:events'
import {
  createClient,
  type Client,
  type LogInput,
  type Options,
  type Stats,
} from '@logs-to-sentry/core'
import manifest from '../package.json' with { type: 'json' }
import { currentArguments } from './call.ts'
import { toLogInput } from './entry.ts'
import { toEntries } from './lines.ts'
import { translateUsual } from './usual.ts'

type Done = (error?: Error | null) => void

const isDone = (argument: unknown): argument is Done => typeof argument === 'function'

/**
 * Takes what a bunyan logger writes: objects, as bunyan gives them to a stream of type 'raw', or
 * lines of JSON. Emits 'finish' when `end` has delivered everything; never 'error'.
 */
export class SentryStream extends EventEmitter implements NodeJS.WritableStream {
  readonly #client: Client
  #state: 'open' | 'ending' | 'finished' = 'open'

  /** @throws TypeError for an unknown option, a wrong type or a value beyond its bound. */
  constructor(options: Options = {}) {
    super()
    this.#client = createClient(options, { name: 'bunyan', version: manifest.version })
  }

  /** False once `end` was called: further entries are refused. */
  get writable(): boolean {
    return this.#state === 'open'
  }

  /** What became of this stream's logs so far. */
  get stats(): Stats {
    return this.#client.stats
  }

  /** Takes an entry over before it returns; never throws and never asks to wait. */
  write(entry: unknown, encoding?: BufferEncoding | Done, callback?: Done): boolean {
    const done = isDone(encoding) ? encoding : callback
    if (this.#client.enabled) {
      for (const one of toEntries(entry)) {
        this.#client.capture(this.#read(one))
      }
    }
    if (done !== undefined) process.nextTick(done)
    return true
  }

  /**
   * Delivers what was logged so far: true when all of it is delivered, or given up on and counted,
   * within `timeoutMs` (default `shutdownTimeoutMs`).
   */
  flush(timeoutMs?: number): Promise<boolean> {
    return this.#client.flush(timeoutMs)
  }

  /** Delivers everything, then emits 'finish' and calls back; further entries are refused. */
  end(entry?: unknown, encoding?: BufferEncoding | Done, callback?: Done): this {
    const done = [entry, encoding, callback].find(isDone)
    if (entry !== undefined && entry !== null && entry !== done) this.write(entry)
    if (done !== undefined) this.#whenFinished(done)
    if (this.#state === 'open') {
      this.#state = 'ending'
      void this.#finish()
    }
    return this
  }

  #read(entry: unknown): LogInput {
    const args = currentArguments()
    const usual = args === undefined ? translateUsual(entry, this.#client) : undefined
    return usual ?? toLogInput(entry, this.#client, args)
  }

  #whenFinished(done: Done): void {
    if (this.#state === 'finished') process.nextTick(done)
    else this.once('finish', done)
  }

  async #finish(): Promise<void> {
    await this.#client.close()
    this.#state = 'finished'
    this.emit('finish')
  }
}
