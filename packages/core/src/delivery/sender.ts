import { Alarm } from './alarm.ts'
import type { Batch } from './batch.ts'
import { compress, decompress, type Compression } from './compress.ts'
import type { DropReason } from './drops.ts'
import type { Endpoint } from './endpoint.ts'
import { serializeLogs, type EnvelopeHeader } from './envelope.ts'
import type { Outcome } from './outcome.ts'
import { Queue, type SealedBatch } from './queue.ts'
import type { Shares } from './shares.ts'

const maxInFlight = 16

/** What a sender works with, and whom it tells. */
export interface SenderSettings {
  readonly endpoint: Endpoint
  readonly header: EnvelopeHeader
  readonly compression: Compression
  /** Hears of every request, when it goes out. */
  readonly onSend: () => void
  /** Hears of every loss, after the owners of the logs. */
  readonly onDrop: (reason: DropReason, logs: number, bytes: number) => void
  /** Hears the status of every answer that refused an envelope. Must not throw. */
  readonly onRefused: (status: number) => void
  /** Must not throw. */
  readonly onDiagnostic: (message: string) => void
}

/**
 * Seals batches and sends them, oldest first, several at a time while there is a backlog.
 *
 * While the server has closed the door to logs nothing is sent, and what is sealed waits.
 */
export class Sender {
  readonly #settings: SenderSettings
  readonly #endpoint: Endpoint
  readonly #queue = new Queue()
  readonly #reopening = new Alarm(() => this.#pump())
  #compression: Compression

  constructor(settings: SenderSettings) {
    this.#settings = settings
    this.#endpoint = settings.endpoint
    this.#compression = settings.compression
  }

  /** Bytes of all bodies that wait or are on their way. */
  get bytes(): number {
    return this.#queue.bytes
  }

  get logs(): number {
    return this.#queue.logs
  }

  get isIdle(): boolean {
    return this.#queue.isEmpty
  }

  /** Makes an envelope of a batch, compresses it and queues it; one that cannot be made is dropped. */
  seal(batch: Batch): void {
    try {
      const envelope = serializeLogs(this.#settings.header, batch.logs)
      const body = compress(envelope, this.#compression)
      this.#queue.push({ body, compression: this.#compression, shares: batch.shares })
    } catch (error) {
      this.#drop(batch.shares, 'internal_sdk_error', toError(error))
    }
    this.#pump()
  }

  /** Resolves when all that waits or is on its way now is delivered or given up on. */
  settled(): Promise<void> {
    return this.#queue.finished()
  }

  /** Drops what waits; what is on its way keeps its chance. */
  dropWaiting(reason: DropReason): void {
    for (let left = this.#queue.waiting; left > 0; left -= 1) {
      const batch = this.#queue.take()
      if (batch !== undefined) this.#queue.finish(batch, () => this.#drop(batch.shares, reason))
    }
  }

  close(): void {
    this.#reopening.clear()
  }

  #pump(): void {
    while (this.#queue.waiting > 0 && this.#queue.inFlight < maxInFlight) {
      const closedUntil = this.#endpoint.logsClosedUntil
      if (closedUntil > performance.now()) {
        this.#reopening.set(closedUntil)
        return
      }
      const batch = this.#queue.take()
      if (batch !== undefined) void this.#send(batch)
    }
  }

  async #send(batch: SealedBatch): Promise<void> {
    if (batch.compression === 'br' && this.#compression !== 'br') this.#recode(batch)
    this.#settings.onSend()
    const outcome = await this.#endpoint.send(batch.body, batch.compression)
    if (isRefusedEncoding(outcome) && batch.compression === 'br') {
      this.#settings.onDiagnostic('brotli is refused (415), using gzip from now on')
      this.#compression = 'gzip'
      this.#queue.putBack(batch)
    } else {
      this.#queue.finish(batch, () => this.#conclude(batch.shares, outcome))
    }
    this.#pump()
  }

  #conclude(shares: Shares, outcome: Outcome): void {
    switch (outcome.type) {
      case 'accepted':
        this.#settings.onDiagnostic(`delivered ${count(shares.logs)}`)
        shares.deliver()
        break
      case 'limited':
        this.#drop(shares, 'rate_limited', new Error('the endpoint answered 429'))
        break
      case 'refused': {
        const { status, error = '' } = outcome.answer
        const why = error === '' ? '' : `: ${error}`
        this.#settings.onRefused(status)
        this.#drop(shares, 'send_error', new Error(`the endpoint answered ${status}${why}`))
        break
      }
      case 'failed':
        this.#drop(shares, 'network_error', outcome.error)
        break
    }
  }

  #drop(shares: Shares, reason: DropReason, error?: Error): void {
    const { logs, bytes } = shares
    const why = error === undefined ? '' : ` (${error.message})`
    this.#settings.onDiagnostic(`dropped ${count(logs)}: ${reason}${why}`)
    shares.drop(reason, error)
    this.#settings.onDrop(reason, logs, bytes)
  }

  #recode(batch: SealedBatch): void {
    const envelope = decompress(batch.body, batch.compression)
    this.#queue.recode(batch, compress(envelope, this.#compression), this.#compression)
  }
}

function isRefusedEncoding(outcome: Outcome): boolean {
  return outcome.type === 'refused' && outcome.answer.status === 415
}

function count(logs: number): string {
  return logs === 1 ? '1 log' : `${logs} logs`
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
