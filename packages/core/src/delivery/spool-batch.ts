import { crypto } from './builtin.ts'
import { nobody } from './drops.ts'
import type { SealedBatch, StoredBatch } from './queue.ts'
import type { Sealer } from './seal.ts'
import { Shares } from './shares.ts'
import { parseSpoolFile, serializeSpoolFile } from './spool-file.ts'
import { fileName } from './spool-name.ts'
import { wallNow } from '../values/time.ts'

/** Makes files of batches, and batches of files. */
export class Packer {
  readonly #sealer: Sealer
  /** Makes names differ from those of all other processes. */
  readonly #id: string = crypto().randomBytes(6).toString('hex')
  #count = 0

  constructor(sealer: Sealer) {
    this.#sealer = sealer
  }

  /** The oldest log of the batch was captured at `since`, on the clock of `performance.now()`. */
  pack(batch: SealedBatch, since: number): { readonly name: string; readonly file: Uint8Array } {
    const { shares, body, compression } = this.#sealer.strip(batch)
    const { owners, logs, bytes } = shares.totals()
    const file = serializeSpoolFile({
      body,
      compression,
      shares: shares.entries().map(([owner, size]) => [owners.indexOf(owner), size]),
    })
    this.#count += 1
    const time = wallNow() - Math.max(performance.now() - since, 0)
    const facts = { time, logs, billedBytes: bytes, bytes: file.byteLength }
    return { name: fileName(facts, this.#id + String(this.#count).padStart(7, '0')), file }
  }

  /** Gives the batch the owners it had; undefined when the file is torn. */
  unpack(
    file: Uint8Array,
    { shares: { owners, isStored }, place }: StoredBatch,
  ): SealedBatch | undefined {
    const found = parseSpoolFile(file)
    if (found === undefined) return undefined
    const shares = new Shares(isStored)
    for (const [owner, size] of found.shares) shares.add(owners[owner] ?? nobody, size)
    try {
      return this.#sealer.address({ ...found, shares, place })
    } catch {
      return undefined
    }
  }
}
