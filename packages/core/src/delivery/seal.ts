import type { Batch } from './batch.ts'
import type { Search } from './bisect.ts'
import { compress, decompress, type Compression } from './compress.ts'
import { EffortMeter } from './effort.ts'
import { parseLogs, replaceHeader, serializeLogs, type EnvelopeHeader } from './envelope.ts'
import type { SealedBatch } from './queue.ts'

/** Makes envelopes of batches, compressed as the endpoint wants them. */
export class Sealer {
  readonly #header: EnvelopeHeader
  #compression: Compression
  readonly #meter = new EffortMeter()
  #sealedLogs = 0

  constructor(header: EnvelopeHeader, compression: Compression) {
    this.#header = header
    this.#compression = compression
  }

  seal({ logs, shares }: Batch): SealedBatch {
    const place = this.#sealedLogs
    this.#sealedLogs += logs.length
    return { ...this.#write(logs), shares, place }
  }

  /** Brotli is given up for good. */
  useGzip(): void {
    this.#compression = 'gzip'
  }

  /** Whether the endpoint does not want it like this any more. */
  isOutdated({ compression }: SealedBatch): boolean {
    return compression === 'br' && this.#compression !== 'br'
  }

  recode(batch: SealedBatch): SealedBatch {
    const compression = this.#compression
    return { ...batch, body: compress(open(batch), compression), compression }
  }

  /** Makes two of a batch of several logs. */
  halve(batch: SealedBatch, search: Search): readonly SealedBatch[] {
    const logs = parseLogs(open(batch))
    const half = logs.length >> 1
    const [first, rest] = [this.#write(logs.slice(0, half)), this.#write(logs.slice(half))]
    const { shares, place } = batch
    return [
      { ...first, shares: shares.takeFirst(half), place, search },
      { ...rest, shares, place: place + half, search },
    ]
  }

  /** Takes the DSN, which only a tunnel is told, out of the envelope. */
  strip(batch: SealedBatch): SealedBatch {
    return this.#withHeader(batch, { ...this.#header, dsn: undefined })
  }

  /** Undoes {@link strip}, also for what another process has stripped. */
  address(batch: SealedBatch): SealedBatch {
    return this.#withHeader(batch, this.#header)
  }

  #withHeader(batch: SealedBatch, header: EnvelopeHeader): SealedBatch {
    if (this.#header.dsn === undefined) return batch
    return { ...batch, body: compress(replaceHeader(open(batch), header), batch.compression) }
  }

  #write(logs: readonly string[]): Pick<SealedBatch, 'body' | 'compression'> {
    const compression = this.#compression
    const effort = this.#meter.effortFor(logs.length, performance.now())
    return { body: compress(serializeLogs(this.#header, logs), compression, effort), compression }
  }
}

function open({ body, compression }: SealedBatch): Uint8Array {
  return decompress(body, compression)
}
