import type { EncodedLog } from '../delivery/batch.ts'
import type { Carrier } from '../delivery/carrier.ts'
import { Delivery, type DeliverySettings } from '../delivery/delivery.ts'
import type { DropReason } from '../delivery/drops.ts'
import { asError } from '../delivery/outcome.ts'
import type { SealedBatch } from '../delivery/queue.ts'
import { FirstTurn } from './first-turn.ts'
import { Link } from './link.ts'
import { tellListeners } from './listeners.ts'
import { Orders } from './orders.ts'
import { Owners } from './owners.ts'
import { pack, type Parcel } from './parcel.ts'
import { graceMs, recover, saveRest } from './unread.ts'
import { logLine, orderLine, type News, type OwnerNews, type SettleOrder } from './seam.ts'

const maxUnreadBytes = 8_388_608

/**
 * Delivers in a worker thread, which starts after the first log. When the worker cannot start or dies,
 * delivers in this thread: what the worker had not read yet goes on, what died in it is lost and counted.
 */
export class WorkerDelivery implements Carrier {
  readonly #settings: DeliverySettings
  readonly #onFailure: (reason: Error) => void
  readonly #owners = new Owners()
  readonly #orders = new Orders()
  readonly #firstTurn = new FirstTurn(() => this.#start()?.pipe.send())
  #link: Link | undefined
  #local: Delivery | undefined
  #closing: Promise<boolean> | undefined

  /** `onFailure` hears once, when this thread has to take over. */
  constructor(settings: DeliverySettings, onFailure: (reason: Error) => void) {
    this.#settings = settings
    this.#onFailure = onFailure
  }

  get queuedLogs(): number {
    return this.#local?.queuedLogs ?? this.#firstTurn.logs + this.#owners.logs
  }

  /** Whether there may be drops to report. */
  get hasUnreported(): boolean {
    return this.#local?.hasUnreported ?? this.#orders.hasUnreported
  }

  /** What delivers in this thread, once the worker has failed. */
  get local(): Delivery | undefined {
    return this.#local
  }

  /** Waits for the worker to read, never for the network, when 8 MiB are on their way to it. */
  add(log: EncodedLog): void {
    const link = this.#link
    if (link === undefined) return (this.#local ?? this.#firstTurn).add(log)
    const owner = this.#owners.send(log.owner, log.billedBytes)
    const isUrgent = log.severity === 'error' || log.severity === 'fatal'
    if (!link.pipe.writeLog(logLine(log, owner), isUrgent)) return
    if (link.pipe.unreadBytes > maxUnreadBytes) this.#makeRoom(link)
  }

  /** Takes over what was sealed in this thread; to be called first, because it starts the worker. */
  adopt(batches: readonly SealedBatch[]): void {
    const parcels = batches.map((batch) =>
      pack(batch, (owner, bytes) => this.#owners.send(owner, bytes)),
    )
    if (this.#open(parcels) !== undefined) return
    const shares = parcels.flatMap((parcel) => parcel.shares)
    for (const [owner, bytes] of shares) this.#owners.recall(owner, bytes)
    this.#local?.adopt(batches)
  }

  recordDrop(reason: DropReason, logs: number, bytes: number): void {
    if (!this.#settings.sendClientReports) return
    this.#orders.hasUnreported = true
    const link = this.#link
    if (link === undefined) (this.#local ?? this.#firstTurn).recordDrop(reason, logs, bytes)
    else link.pipe.write(orderLine({ kind: 'drop', reason, logs, bytes }))
  }

  flush(timeoutMs: number): Promise<boolean> {
    return this.#closing ?? this.#settle('flush', timeoutMs)
  }

  close(timeoutMs: number): Promise<boolean> {
    this.#closing ??= this.#close(timeoutMs)
    return this.#closing
  }

  /**
   * Has all delivered that was added so far, at the end of the process. What it returns blocks the
   * thread until that is done or given up on, or the time is over, and tells whether it was done.
   * When the worker turns out to have ended, {@link local} has what it had not read.
   */
  deliverNow(timeoutMs: number): () => boolean {
    const link = this.#start()
    if (link === undefined) return () => this.queuedLogs === 0
    const deadline = performance.now() + timeoutMs
    const id = this.#orders.give(link, 'flush', timeoutMs)
    return () => {
      link.waitFor(id, deadline - performance.now())
      if (this.#owners.logs > 0) this.#keepRest(link, id)
      return this.queuedLogs === 0
    }
  }

  #keepRest(link: Link, id: number): void {
    if (link.hasEnded) this.#fallBack(new Error('the worker has ended'))
    else if (this.#settings.spool !== undefined) saveRest(this.#settings, this.#owners, link, id)
  }

  /** Counts all that nothing was heard of as lost. */
  loseAll(reason: DropReason, error: Error): void {
    this.#firstTurn.passTo({
      add: ({ owner, billedBytes }) => void this.#owners.send(owner, billedBytes),
      recordDrop: () => {},
    })
    this.#owners.loseAll(reason, error)
  }

  async #close(timeoutMs: number): Promise<boolean> {
    const isDone = await this.#settle('close', timeoutMs)
    this.#link?.hear()
    this.#link?.terminate()
    this.#link = undefined
    this.#owners.loseAll('internal_sdk_error', new Error('the worker gave no answer'))
    this.#local ??= new Delivery({ ...this.#settings, spool: undefined })
    await this.#local.close(0)
    return isDone
  }

  #settle(kind: SettleOrder['kind'], timeoutMs: number): Promise<boolean> {
    const link = this.#start()
    if (this.#local !== undefined) return this.#local[kind](timeoutMs)
    if (link === undefined) return Promise.resolve(true)
    return this.#orders.settle(link, kind, timeoutMs, kind === 'close' ? graceMs : 0)
  }

  /** Gives what came in the first turn to the worker, or to who takes over. */
  #start(): Link | undefined {
    if (!this.#firstTurn.isEmpty) {
      this.#open()
      this.#firstTurn.passTo(this)
    }
    return this.#link
  }

  #open(parcels?: readonly Parcel[]): Link | undefined {
    if (this.#link !== undefined || this.#local !== undefined) return this.#link
    try {
      const link = new Link(
        this.#settings,
        (news) => this.#hear(news),
        (reason) => {
          if (this.#link === link) this.#fallBack(reason ?? new Error('the worker has ended'))
        },
        parcels,
      )
      this.#link = link
    } catch (error) {
      this.#fallBack(asError(error))
    }
    return this.#link
  }

  #makeRoom(link: Link): void {
    try {
      link.pipe.waitForRoom(maxUnreadBytes / 2)
    } catch (error) {
      this.#fallBack(asError(error))
    }
  }

  #hear(news: News): void {
    if (news.kind === 'settled') this.#orders.answer(news.id, news.inTime)
    else if ('owner' in news) this.#hearOf(news)
    else tellListeners(this.#settings, news)
  }

  #hearOf(news: OwnerNews): void {
    // Those that were answered 429 nobody reports.
    if (news.kind === 'dropped' && news.reason !== 'rate_limited') {
      this.#orders.hasUnreported = this.#settings.sendClientReports
    }
    this.#owners.hear(news)
  }

  #fallBack(reason: Error): void {
    if (this.#local !== undefined) return
    const link = this.#link
    const local = new Delivery(this.#settings)
    this.#local = local
    this.#link = undefined
    if (link !== undefined) recover(this.#owners, link, local, reason)
    this.#orders.passTo((timeoutMs) => local.flush(timeoutMs))
    this.#onFailure(reason)
  }
}
