import { Alarm } from './alarm.ts'
import { Batch, type BatchLimits, type EncodedLog } from './batch.ts'
import { isDoneWithin } from './deadline.ts'
import { tellDropped, type DroppedLogs, type DropReason } from './drops.ts'
import { createParts, type Parts } from './parts.ts'
import { HttpPoster, type Poster } from './post.ts'
import type { SealedBatch } from './queue.ts'
import { hasRoomFor } from './room.ts'
import type { DeliverySettings } from './settings.ts'

export type { DeliverySettings } from './settings.ts'

/** Takes encoded logs to Sentry: gathers, compresses and posts them, and tells each log's owner what became of it. */
export class Delivery {
  readonly #settings: DeliverySettings
  readonly #limits: BatchLimits
  readonly #parts: Parts
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
    this.#settings = settings
    this.#limits = limitsOf(settings)
    this.#batch = new Batch(this.#limits)
    this.#parts = createParts(settings, poster, random)
  }

  /** Bytes of what waits; see `maxQueueBytes`. */
  get queuedBytes(): number {
    return this.#parts.backlog.bytes + this.#batch.bytes
  }

  /** Logs that are neither delivered nor dropped yet. */
  get queuedLogs(): number {
    return this.#parts.backlog.logs + this.#batch.shares.logs
  }

  /** Whether there are drops to report that no report is under way with. */
  get hasUnreported(): boolean {
    return this.#parts.reporter.isDue
  }

  /** Takes a log over; never throws. */
  add(log: EncodedLog): void {
    const bytes = Buffer.byteLength(log.json)
    const refusal = this.#refusal(log, bytes)
    if (refusal !== undefined) {
      tellDropped(log.owner, refusal, 1, log.billedBytes)
      this.#parts.diagnose(`dropped 1 log: ${refusal}`)
      this.recordDrop(refusal, 1, log.billedBytes)
      return
    }
    if (!this.#batch.hasRoomFor(bytes)) this.#seal()
    this.#batch.add(log, bytes, performance.now())
    if (this.#batch.isFull) this.#seal()
    else this.#alarm.set(this.#dueAt())
  }

  /** Counts logs that were dropped before they got here, for the client report only. */
  recordDrop(reason: DropReason, logs: number, bytes: number): void {
    this.#parts.recordDrop(reason, logs, bytes)
  }

  /**
   * Delivers what was added so far, and reports what was dropped.
   *
   * True when all of it is delivered or given up on within `timeoutMs`. Keeps the process alive meanwhile,
   * and with a spool some time longer, to put there what was not delivered.
   */
  async flush(timeoutMs: number): Promise<boolean> {
    this.#seal()
    if (this.#parts.backlog.isEmpty && !this.#parts.reporter.isPending) return true
    const flushing = new AbortController()
    const now = performance.now()
    const endHurry = this.#parts.sender.hurry(now + timeoutMs)
    // Then there is as much time again to put on disk what was not delivered.
    this.#parts.backlog.hurry(now + timeoutMs / 2)
    let isOwnDone = false
    void this.#parts.backlog.ownSettled().finally(() => (isOwnDone = true))
    const inTime = await isDoneWithin(this.#finish(flushing.signal), timeoutMs)
    flushing.abort()
    endHurry()
    if (!inTime) await isDoneWithin(this.#parts.backlog.saved(), diskMs)
    // Nobody has captured here what others left.
    return inTime || (isOwnDone && this.#parts.spool !== undefined)
  }

  /** Takes over what another delivery of the same settings gave out. */
  adopt(batches: readonly SealedBatch[]): void {
    for (const batch of batches) this.#parts.backlog.adopt(batch)
    this.#parts.sender.pump()
  }

  /** Gives out all that is not settled, on its way or not, for another one to {@link adopt}. */
  takeAll(): readonly SealedBatch[] {
    this.#seal()
    return this.#parts.backlog.takeAll()
  }

  /** Gives out the drops that were not reported, for another one to report. */
  takeDrops(): readonly DroppedLogs[] {
    return this.#parts.reporter.takeAll()
  }

  /** Puts on disk all that is not settled, where there is a spool, and gives the number of logs that are left. */
  saveSync(): number {
    this.#seal()
    this.#parts.backlog.saveSync()
    return this.queuedLogs
  }

  /**
   * Flushes, drops what could not be delivered in time, or leaves it in the spool, and frees the sockets; later logs are dropped.
   *
   * Logs that come while it flushes are still taken. A second call gives the answer of the first.
   */
  close(timeoutMs: number): Promise<boolean> {
    this.#closing ??= this.#close(timeoutMs)
    return this.#closing
  }

  async #close(timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs
    const hopeless = this.queuedLogs > 0 && this.#parts.endpoint.logsClosedUntil > deadline
    if (hopeless) {
      this.#seal()
      this.#parts.sender.dropWaiting('ratelimit_backoff')
    }
    const inTime = await this.flush(timeoutMs)
    this.#closed = true
    const isDone = inTime && (await this.flush(deadline - performance.now()))
    this.#parts.sender.giveUp(
      this.#parts.endpoint.isLimited ? 'ratelimit_backoff' : 'network_error',
    )
    this.#seal()
    this.#parts.endpoint.close()
    await this.#parts.backlog.settled()
    await this.#parts.spool?.close()
    this.#parts.reporter.close()
    return isDone && !hopeless
  }

  async #finish(flushing: AbortSignal): Promise<void> {
    const reported = this.#parts.reporter.send()
    await this.#parts.backlog.settled()
    await reported
    if (!flushing.aborted) await this.#parts.reporter.send()
  }

  /** With a spool a batch does not wait for the endpoint: it is to be on disk in time. */
  #dueAt(): number {
    const { deadline } = this.#batch
    return this.#parts.spool === undefined ? this.#parts.sender.dueAt(deadline) : deadline
  }

  #seal(): void {
    this.#alarm.clear()
    if (this.#batch.isEmpty) return
    const batch = this.#batch
    this.#batch = new Batch(this.#limits)
    this.#parts.backlog.seal(batch)
    this.#parts.sender.pump()
  }

  #refusal(log: EncodedLog, bytes: number): DropReason | undefined {
    if (this.#parts.endpoint.isLimited) return 'ratelimit_backoff'
    return this.#closed || !this.#hasRoomFor(log, bytes) ? 'queue_overflow' : undefined
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
}

/** How long a flush whose time is over waits for the disk. */
export const diskMs = 400

/** What is to be on disk within a second must not wait for company for longer than a part of it. */
const maxPatienceMs = 400

const limitsOf = (settings: DeliverySettings): BatchLimits => {
  if (settings.spool === undefined) return settings
  return { ...settings, flushIntervalMs: Math.min(settings.flushIntervalMs, maxPatienceMs) }
}
