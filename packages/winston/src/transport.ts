import { createClient, type Client, type LogInput, type Stats } from '@logs-to-sentry/core'
import Transport from 'winston-transport'
import manifest from '../package.json' with { type: 'json' }
import { copyInfo, errorOf } from './error.ts'
import { handledBy } from './handled.ts'
import { levelOf, sizeOf, toLogInput } from './info.ts'
import { levelNumber } from './level.ts'
import { follow, loggerOf, unfollow } from './loggers.ts'
import { beginDelivery, endDelivery, originOf, type Source } from './origin.ts'
import { translateUsual } from './usual.ts'
import { isBusy } from './queue.ts'
import { splitOptions, type SentryTransportOptions } from './options.ts'
import { countFilledIn, readSaid } from './said.ts'
import { copyArguments, keptOf, keptTemplate } from './sentry-format.ts'
import { tell } from './tell.ts'

type Done = (error?: Error | null) => void

const ignore = (): void => {}

/**
 * Sends what a winston logger logs to Sentry Logs.
 *
 * Emits 'logged' with each info it took over, and 'warn' with what a format throws; never 'error',
 * for which winston would end the process.
 */
export class SentryTransport extends Transport {
  readonly #client: Client
  /** The loggers that are piped to this transport, first come first. */
  readonly #sources = new Set<Source>()
  readonly #goOn: Done = () => this.uncork()

  /** @throws TypeError for an unknown option, a wrong type or a value beyond its bound. */
  constructor(options: SentryTransportOptions = {}) {
    const { base, client } = splitOptions(options)
    super(base)
    this.#client = createClient(client, { name: 'winston', version: manifest.version })
    // One transport may serve any number of loggers.
    this.setMaxListeners(0)
    this.on('pipe', (source: Source) => this.#join(loggerOf(source)))
    this.on('unpipe', (source: Source) => this.#leave(loggerOf(source)))
  }

  /** What became of this transport's logs so far. */
  get stats(): Stats {
    return this.#client.stats
  }

  /** Takes an info over, and calls back before it returns. */
  override log(info: unknown, callback: () => void): void {
    if (this.#client.enabled) this.#client.capture(this.#read(info))
    tell(this, 'logged', info)
    callback()
  }

  /**
   * Delivers what was logged so far: true when all of it is delivered, or given up on and counted,
   * within `timeoutMs` (default `shutdownTimeoutMs`).
   */
  flush(timeoutMs?: number): Promise<boolean> {
    return this.#client.flush(timeoutMs)
  }

  /** Starts to deliver what was logged so far; winston calls it when a logger lets the transport go. */
  override close(): void {
    void this.flush()
  }

  /** Takes an info as any stream does, but where a stream emits 'error' this one does not. */
  override write(info: unknown, encoding?: BufferEncoding | Done, callback?: Done): boolean {
    const done = typeof encoding === 'function' ? encoding : callback
    if (!this.writable || this.destroyed || info === null) this.#take(info, done ?? ignore)
    else if (done === undefined && !isBusy(this) && this.log === ownLog) this.#takeAtOnce(info)
    else return super.write(info, done)
    return true
  }

  override _write(info: unknown, _encoding: BufferEncoding, callback: Done): void {
    this.#take(info, callback)
  }

  override _writev(infos: readonly { readonly chunk: unknown }[], callback: Done): void {
    for (const { chunk } of infos) this.#take(chunk, ignore)
    callback()
  }

  override _final(callback: Done): void {
    void this.#end(callback)
  }

  async #end(done: Done): Promise<void> {
    await this.#client.close()
    done()
  }

  // Past the queue of a Writable, in which waits what is written meanwhile.
  #takeAtOnce(info: unknown): void {
    this.cork()
    this.#take(info, this.#goOn)
  }

  #join(logger: Source): void {
    this.#sources.add(logger)
    if (this.#client.enabled) follow(logger)
  }

  #leave(logger: Source): void {
    this.#sources.delete(logger)
    if (this.#client.enabled) unfollow(logger)
    this.close()
  }

  // The base class drops infos of unknown levels and with a field `exception`, copies errors without
  // their message and stack, and throws into the application what a format throws.
  #take(info: unknown, callback: Done): void {
    const formatted = this.#isWanted(info) && this.#transform(info)
    if (formatted === false) callback()
    else if (formatted === info) this.log(info, callback)
    else this.#deliver(info, formatted, callback)
  }

  #deliver(info: unknown, copy: unknown, callback: Done): void {
    const origin = originOf(info)
    const error = origin.error ?? errorOf(info)
    const filled = origin.filled ?? countFilledIn(copy, readSaid(info))
    const outer = beginDelivery(copy, { ...origin, error, filled })
    try {
      this.log(copy, callback)
    } finally {
      endDelivery(outer)
    }
  }

  #isWanted(info: unknown): boolean {
    if (this.silent) return false
    if (!this.handleExceptions && handledBy(info) === 'exception') return false
    const level = levelOf(info)
    const source = this.#sourceOf(info, level)
    // Only a comparison of two levels that the logger knows can tell that one is not wanted.
    const least = levelNumber(this.level ?? source?.level, source?.levels)
    const own = levelNumber(level, source?.levels)
    return least === undefined || own === undefined || own <= least
  }

  #sourceOf(info: unknown, level: string | undefined): Source | undefined {
    const { source } = originOf(info)
    if (source !== undefined) return source
    // An info that no logger handed over does not say where it is from.
    const sources = [...this.#sources]
    return sources.find(({ levels }) => levelNumber(level, levels) !== undefined) ?? sources[0]
  }

  #transform(info: unknown): unknown {
    const { format } = this
    if (format === undefined) return info
    try {
      const args = [{ ...copyInfo(info), ...copyArguments(info) }, format.options]
      const formatted: unknown = Reflect.apply(format.transform, format, args)
      if (typeof formatted !== 'object' || formatted === null) return false
      return formatted
    } catch (error) {
      this.#client.drop('event_processor', sizeOf(info), error)
      tell(this, 'warn', error)
      return false
    }
  }

  #read(info: unknown): LogInput {
    const { context, error, filled } = originOf(info)
    const { levelMap, isSensitive } = this.#client
    const level = levelOf(info)
    const kept = keptOf(info)
    const known = {
      level,
      levels: this.#sourceOf(info, level)?.levels,
      levelMap,
      isSensitive,
      error,
      lostError: kept?.error,
      filled,
      now: Date.now(),
    }
    const input = translateUsual(info, known) ?? toLogInput(info, known)
    if (context !== undefined) input.context = context
    const template = kept && keptTemplate(kept, input.body)
    return template === undefined ? input : { ...template, ...input }
  }
}

// What is put in its place may call back later, which a Writable waits for.
const ownLog: unknown = Reflect.get(SentryTransport.prototype, 'log')
