import { Writable, type Transform } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import build from 'pino-abstract-transport'
import type { Client } from '@logs-to-sentry/core'
import { parseLine, type Line } from './line.ts'
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
  const lines = build(
    (source) => {
      source.on('unknown', (text) => reader.refuse(text))
      source.on('data', (line: Line) => reader.capture(line))
    },
    {
      metadata: false,
      parseLine,
      close: async () => {
        await client.close()
      },
    },
  )
  return new SentryTransport(lines, client)
}

/**
 * The transport's end of pino's worker thread.
 *
 * Nothing but a Writable, because of a stream that can be read too, as the base is, pino waits only
 * for 'finish' in a pipeline, and ends the worker before everything is delivered.
 */
class SentryTransport extends Writable {
  readonly #client: Client

  constructor(lines: Transform, client: Client) {
    super({
      decodeStrings: false,
      write: (chunk: string | Uint8Array, encoding, callback) =>
        afterMessages(() => lines.write(chunk, encoding, callback)),
      final: (callback) => lines.end().once('close', callback),
    })
    this.#client = client
  }

  /** Delivers what was written so far; pino calls it with the callback of `logger.flush(callback)`. */
  async flush(callback?: () => void): Promise<boolean> {
    while (this.writableLength > 0 && !this.destroyed) await setImmediate()
    // The last line passes through the base's streams.
    await setImmediate()
    const delivered = await this.#client.flush()
    if (callback !== undefined) process.nextTick(callback)
    return delivered
  }
}
