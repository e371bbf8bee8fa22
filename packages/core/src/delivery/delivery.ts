import { Alarm } from './alarm.ts'
import { Backlog } from './backlog.ts'
import { Batch, type EncodedLog } from './batch.ts'
import { isDoneWithin } from './deadline.ts'
import { tellDropped, type DropReason } from './drops.ts'
import { Endpoint } from './endpoint.ts'
import { HttpPoster, type Poster } from './post.ts'
import type { SealedBatch } from './queue.ts'
import { Reporter } from './reporter.ts'
import { hasRoomFor } from './room.ts'
import { Sealer } from './seal.ts'
import { Sender } from './sender.ts'
import type { DeliverySettings } from './settings.ts'

export type { DeliverySettings } from './settings.ts'

/** Takes encoded logs to Sentry: gathers, compresses and posts them, and tells each log's owner what became of it. */
export class Delivery {
  readonly #settings: DeliverySettings
  readonly #endpoint: Endpoint
  readonly #backlog: Backlog
  readonly #sender: Sender
  readonly #reporter: Reporter
  readonly #alarm = new Alarm(() => this.#seal())
  #batch: Batch
  #closed = false
  #closing: Promise<boolean> | undefined

  /** Opens nothing yet: sockets and timers come with the first log. `random` gives numbers from 0 to 1. */
  constructor(
    settings: DeliverySettings,
    poster: Poster = new HttpPoster(settings),
    random: () => number = Math.random,
  ) {
    const dsn = settings.envelopeDsn === undefined ? {} : { dsn: settings.envelopeDsn }
    const onDiagnostic = (message: string): void => this.#diagnose(message)
    this.#settings = settings
    this.#batch = new Batch(settings)
    this.#endpoint = new Endpoint(poster, settings.headers, random)
    this.#reporter = new Reporter(this.#endpoint, dsn)
    this.#backlog = new Backlog({
      sealer: new Sealer({ sdk: settings.sdk, ...dsn }, settings.compression),
      onDrop: (reason, logs, bytes) => this.recordDrop(reason, logs, bytes),
      onRefused: (status) => settings.onRefused?.(status),
      onDiagnostic,
    })
    this.#sender = new Sender({
      backlog: this.#backlog,
      endpoint: this.#endpoint,
      onSend: () => this.#reporter.sendBeside(),
      onDiagnostic,
    })
  }

  /** Bytes of what waits; see `maxQueueBytes`. */
  get queuedBytes(): number {
    return this.#backlog.bytes + this.#batch.bytes
  }

  /** Logs that are neither delivered nor dropped yet. */
  get queuedLogs(): number {
    return this.#backlog.logs + this.#batch.shares.logs
  }

  /** Takes a log over; never throws. */
  add(log: EncodedLog): void {
    const bytes = Buffer.byteLength(log.json)
    const refusal = this.#refusal(log, bytes)
    if (refusal !== undefined) {
      tellDropped(log.owner, refusal, 1, log.billedBytes)
      this.#diagnose(`dropped 1 log: ${refusal}`)
      this.recordDrop(refusal, 1, log.billedBytes)
      return
    }
    if (!this.#batch.hasRoomFor(bytes)) this.#seal()
    this.#batch.add(log, bytes, performance.now())
    if (this.#batch.isFull) this.#seal()
    else this.#alarm.set(this.#sender.dueAt(this.#batch.deadline))
  }

  /** Counts logs that were dropped before they got here, for the client report only. */
  recordDrop(reason: DropReason, logs: number, bytes: number): void {
    if (this.#settings.sendClientReports) this.#reporter.count(reason, logs, bytes)
  }

  /**
   * Delivers what was added so far, and reports what was dropped.
   *
   * True when all of it is delivered or given up on within `timeoutMs`. Keeps the process alive meanwhile.
   */
  async flush(timeoutMs: number): Promise<boolean> {
    this.#seal()
    if (this.#backlog.isEmpty && !this.#reporter.isPending) return true
    const flushing = new AbortController()
    const endHurry = this.#sender.hurry(performance.now() + timeoutMs)
    const inTime = await isDoneWithin(this.#finish(flushing.signal), timeoutMs)
    flushing.abort()
    endHurry()
    return inTime
  }

  /** Takes over what another delivery of the same settings gave out. */
  adopt(batches: readonly SealedBatch[]): void {
    for (const batch of batches) this.#backlog.adopt(batch)
    this.#sender.pump()
  }

  /** Gives out all that is not settled, on its way or not, for another one to {@link adopt}. */
  takeAll(): readonly SealedBatch[] {
    this.#seal()
    return this.#backlog.takeAll()
  }

  /**
   * Flushes, drops what could not be delivered in time, and frees the sockets; later logs are dropped.
   *
   * Logs that come while it flushes are still taken. A second call gives the answer of the first.
   */
  close(timeoutMs: number): Promise<boolean> {
    this.#closing ??= this.#close(timeoutMs)
    return this.#closing
  }

  async #close(timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs
    const hopeless = this.queuedLogs > 0 && this.#endpoint.logsClosedUntil > deadline
    if (hopeless) {
      this.#seal()
      this.#sender.dropWaiting('ratelimit_backoff')
    }
    const inTime = await this.flush(timeoutMs)
    this.#closed = true
    const isDone = inTime && (await this.flush(deadline - performance.now()))
    this.#sender.giveUp(this.#endpoint.isLimited ? 'ratelimit_backoff' : 'network_error')
    this.#seal()
    this.#endpoint.close()
    await this.#backlog.settled()
    this.#reporter.close()
    return isDone && !hopeless
  }

  async #finish(flushing: AbortSignal): Promise<void> {
    const reported = this.#reporter.send()
    await this.#backlog.settled()
    await reported
    if (!flushing.aborted) await this.#reporter.send()
  }

  #seal(): void {
    this.#alarm.clear()
    if (this.#batch.isEmpty) return
    const batch = this.#batch
    this.#batch = new Batch(this.#settings)
    this.#backlog.seal(batch)
    this.#sender.pump()
  }

  #refusal(log: EncodedLog, bytes: number): DropReason | undefined {
    if (this.#endpoint.isLimited) return 'ratelimit_backoff'
    if (this.#closed || !this.#hasRoomFor(log, bytes)) return 'queue_overflow'
    return undefined
  }

  /** Compressing the open batch makes room, when it is worth it. */
  #hasRoomFor(log: EncodedLog, bytes: number): boolean {
    if (this.#fits(log, bytes)) return true
    if (this.#batch.bytes * 8 < this.#settings.maxQueueBytes) return false
    this.#seal()
    return this.#fits(log, bytes)
  }

  #fits({ severity }: EncodedLog, bytes: number): boolean {
    const { maxQueueBytes } = this.#settings
    return hasRoomFor(severity, this.#batch.costOf(bytes), this.queuedBytes, maxQueueBytes)
  }

  #diagnose(message: string): void {
    try {
      this.#settings.onDiagnostic?.(message)
    } catch {
      // Whoever listens to the diagnostics is not worth a log.
    }
  }
}
