import { Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { setImmediate } from 'node:timers/promises'
import type { Client } from '@logs-to-sentry/core'
import { LineReader } from './line-reader.ts'
import { createPinoClient, type PinoOptions } from './options.ts'
import { afterMessages, followConfig } from './worker-config.ts'

// What pino and thread-stream put beside the options of a target.
interface AddedOptions {
  readonly $context?: unknown
  readonly pinoWillSendConfig?: unknown
  readonly levels?: unknown
  readonly dedupe?: unknown
}

type Chunk = string | Buffer

/** Lines that are captured in one go: while it lasts, nothing is sent, and nothing read. */
const linesPerTurn = 64

/** Characters that are read ahead of their capture. What is more waits in the application's thread, where each line is a buffer of its own. */
const maxReadAheadLength = 33_554_432

/**
 * Starts the transport; pino calls it in a worker thread.
 *
 * @throws TypeError for bad options, which pino emits as the transport's 'error' event.
 */
export function createTransport(options: PinoOptions & AddedOptions = {}): SentryTransport {
  const { $context: _c, pinoWillSendConfig: _p, levels: _l, dedupe: _d, ...own } = options
  // Here is a worker already.
  const client = createPinoClient({ ...own, worker: false })
  const reader = new LineReader(client, own.nestedKey)
  followConfig((message) => reader.configure(message))
  return new SentryTransport(reader, client)
}

/**
 * The transport's end of pino's worker thread.
 *
 * Nothing but a Writable, because of a stream that can be read too pino waits only for 'finish' in a
 * pipeline, and ends the worker before everything is delivered.
 */
class SentryTransport extends Writable {
  readonly #reader: LineReader
  readonly #client: Client
  readonly #decoder: StringDecoder = new StringDecoder('utf8')
  #rest = ''

  constructor(reader: LineReader, client: Client) {
    super({ decodeStrings: false, highWaterMark: maxReadAheadLength })
    this.#reader = reader
    this.#client = client
  }

  override _write(chunk: Chunk, _encoding: BufferEncoding, callback: () => void): void {
    afterMessages(() => void this.#read([chunk], callback))
  }

  override _writev(items: readonly { readonly chunk: Chunk }[], callback: () => void): void {
    const chunks = items.map(({ chunk }) => chunk)
    afterMessages(() => void this.#read(chunks, callback))
  }

  override _final(callback: () => void): void {
    this.#reader.take(this.#rest + this.#decoder.end())
    void this.#end(callback)
  }

  /** Delivers what was written so far; pino calls it with the callback of `logger.flush(callback)`. */
  async flush(callback?: () => void): Promise<boolean> {
    if (this.writable) await this.#captured()
    const delivered = await this.#client.flush()
    if (callback !== undefined) process.nextTick(callback)
    return delivered
  }

  /** Resolves when all of now is captured, however much comes meanwhile. */
  #captured(): Promise<void> {
    return new Promise((resolve) => void this.write('', () => resolve()))
  }

  async #read(chunks: readonly Chunk[], done: () => void): Promise<void> {
    let left = linesPerTurn
    for (const chunk of chunks) {
      for (const line of this.#linesOf(chunk)) {
        this.#reader.take(line)
        left -= 1
        if (left > 0) continue
        await setImmediate()
        left = linesPerTurn
      }
    }
    done()
  }

  #linesOf(chunk: Chunk): readonly string[] {
    const text = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk)
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    return lines
  }

  async #end(done: () => void): Promise<void> {
    await this.#client.close()
    done()
  }
}
