import { Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { Client, Stats } from '@logs-to-sentry/core'
import { parseLine } from './line.ts'
import { LineReader } from './line-reader.ts'
import type { LastCall } from './live-errors.ts'
import { createPinoClient, type PinoOptions } from './options.ts'

type WriteCallback = (error?: Error | null) => void

// Far above any line that Sentry would take; bounds what an endless line can hold.
const maxRestLength = 4_194_304

/**
 * Makes a destination for pino in the application's own thread: `pino(options, createSentryStream())`,
 * or one of the streams of `pino.multistream`.
 *
 * @throws TypeError for an unknown option, a wrong type or a value beyond its bound.
 */
export function createSentryStream(options: PinoOptions = {}): SentryStream {
  return new SentryStream(createPinoClient(options), options.nestedKey)
}

/** Takes lines of pino and never fails: a line that cannot be sent is counted. */
export class SentryStream extends Writable {
  readonly #client: Client
  readonly #reader: LineReader
  readonly #decoder: StringDecoder = new StringDecoder('utf8')
  #rest = ''
  /** Here pino leaves the fields of a line, before it writes it. */
  lastObj: unknown
  /** Here pino leaves the logger of the line. */
  lastLogger: unknown

  constructor(client: Client, nestedKey?: string) {
    super({ decodeStrings: false })
    // Asks pino to do so.
    Object.defineProperty(this, Symbol.for('pino.metadata'), { value: true })
    this.#client = client
    this.#reader = new LineReader(client, nestedKey)
    this.on('message', (message: unknown) => this.#reader.configure(message))
  }

  /** What became of the lines so far. */
  get stats(): Stats {
    return this.#client.stats
  }

  /** Captures lines at once, past the queue of a Writable. Always true: there is nothing to wait for. */
  override write(
    chunk: unknown,
    encoding?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean {
    this.#read(chunk)
    const done = typeof encoding === 'function' ? encoding : callback
    if (done !== undefined) process.nextTick(done)
    return true
  }

  /**
   * Delivers what was written so far; true when all of it is delivered or given up on in time.
   * pino calls it with the callback of `logger.flush(callback)`.
   */
  async flush(limit?: number | (() => void)): Promise<boolean> {
    const delivered = await this.#client.flush(typeof limit === 'number' ? limit : undefined)
    if (typeof limit === 'function') process.nextTick(limit)
    return delivered
  }

  override _write(chunk: unknown, _encoding: BufferEncoding, callback: WriteCallback): void {
    this.#read(chunk)
    callback()
  }

  override _final(callback: WriteCallback): void {
    this.#reader.take(this.#rest + this.#decoder.end())
    this.#rest = ''
    void this.#close(callback)
  }

  override _destroy(error: Error | null, callback: WriteCallback): void {
    void this.#close(callback, error)
  }

  async #close(callback: WriteCallback, error?: Error | null): Promise<void> {
    await this.#client.close()
    process.nextTick(callback, error)
  }

  #read(chunk: unknown): void {
    const call = this.#takeCall()
    const text = this.#toText(chunk)
    if (text === undefined) {
      this.#reader.refuse(`a ${typeof chunk}`)
    } else if (this.#rest === '' && text.indexOf('\n') === text.length - 1) {
      this.#reader.take(text, call)
    } else {
      this.#split(this.#rest + text)
    }
  }

  // Whatever is written next may be of somebody else, and nothing must be kept alive.
  #takeCall(): LastCall {
    const { lastObj, lastLogger } = this
    this.lastObj = undefined
    this.lastLogger = undefined
    return { lastObj, lastLogger }
  }

  #toText(chunk: unknown): string | undefined {
    if (typeof chunk === 'string') return chunk
    if (!ArrayBuffer.isView(chunk)) return undefined
    return this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
  }

  #split(text: string): void {
    this.#rest = ''
    const lines = text.split('\n')
    const rest = lines.pop() ?? ''
    for (const line of lines) this.#reader.take(line)
    // What is written without a line break is a whole line where it can be one.
    const line = rest.trimEnd().endsWith('}') ? parseLine(rest) : null
    if (line !== null) this.#reader.capture(line)
    else if (rest.length > maxRestLength) this.#reader.refuse(rest)
    else this.#rest = rest
  }
}
