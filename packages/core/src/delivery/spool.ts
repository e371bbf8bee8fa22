import { access, constants, readFile, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Alarm } from './alarm.ts'
import { countLogs } from './losses.ts'
import { asError } from './outcome.ts'
import type { SealedBatch, SpoolCopy, StoredBatch } from './queue.ts'
import type { Sealer } from './seal.ts'
import type { SpoolSettings } from './settings.ts'
import { Packer } from './spool-batch.ts'
import { Claims } from './spool-claims.ts'
import { makeFolder, setAside } from './spool-disk.ts'
import { SpoolFolder } from './spool-folder.ts'
import { diskBytes } from './spool-name.ts'
import { codeOf } from './spool-place.ts'
import { Room } from './spool-room.ts'
import type { Totals } from './totals.ts'

/** Heartbeat, and look at the others. */
const beatMs = 5000

/** So many files of others are taken over at a time, when half of them are done. */
const maxClaimed = 64

/** Whom a spool tells. */
export interface SpoolListeners {
  /** Hears of all that goes wrong with the disk. Must not throw. */
  readonly onFailure: (error: Error) => void
  /** Must not throw. */
  readonly onDiagnostic: (message: string) => void
  /** Settles logs of other processes that had to make room. */
  readonly onLost: (shares: Totals) => void
}

/** What came of an attempt to save a batch; `full` when there is no room that could be made. */
export type Saved = SpoolCopy | 'full' | 'failed'

/** Batches on disk: those of this delivery, and those that others left there. */
export class Spool {
  readonly #listeners: SpoolListeners
  readonly #packer: Packer
  readonly #folder: SpoolFolder
  readonly #claims: Claims
  readonly #room: Room
  readonly #alarm = new Alarm(() => void this.#beat())
  #isClaiming = false
  #closed = false
  #onBeat: () => Promise<void> = () => Promise.resolve()

  constructor(settings: SpoolSettings, sealer: Sealer, listeners: SpoolListeners) {
    this.#listeners = listeners
    this.#packer = new Packer(sealer)
    this.#folder = new SpoolFolder(join(settings.directory, settings.target))
    this.#claims = new Claims(this.#folder, (name) => this.#tellRejected(name))
    this.#room = new Room(settings.maxBytes, this.#claims, listeners.onLost)
  }

  /**
   * Looks, now and then, at what others left. Resolves after the first time; never rejects.
   *
   * `onBeat` hears each time; `evict` gives up the oldest file, when there is one that may be given up.
   */
  async start(onBeat: () => Promise<void>, evict: () => boolean): Promise<void> {
    this.#onBeat = onBeat
    this.#room.evict = evict
    try {
      await makeFolder(this.#folder.parent)
      await access(this.#folder.parent, constants.W_OK)
    } catch (error) {
      this.#fail(error)
    }
    await this.#beat()
  }

  /** Writes a batch to disk; its oldest log was captured at `since`, on the clock of `performance.now()`. */
  async save(batch: SealedBatch, since: number): Promise<Saved> {
    const { name, file } = this.#packer.pack(batch, since)
    const bytes = diskBytes(file.byteLength)
    if (!(await this.#room.reserve(bytes))) return 'full'
    try {
      const path = await this.#room.fill(this.#folder.write(name, file))
      this.#listeners.onDiagnostic(`put ${countLogs(batch.shares.logs)} into the spool`)
      return { path, bytes }
    } catch (error) {
      this.#room.free(bytes)
      this.#fail(error)
      return 'failed'
    }
  }

  /** {@link save} for when the thread is about to end, whatever else is there; undefined when it fails. */
  saveSync(batch: SealedBatch): SpoolCopy | undefined {
    try {
      const { name, file } = this.#packer.pack(batch, performance.now())
      const bytes = diskBytes(file.byteLength)
      const path = this.#folder.writeSync(name, file)
      return { path, bytes }
    } catch (error) {
      this.#fail(error)
      return undefined
    }
  }

  /** Reads a batch back. Undefined when its file is not here any more; an error when it is torn. */
  async load(stored: StoredBatch): Promise<SealedBatch | Error | undefined> {
    const { file } = stored
    const bytes = await readFile(file.path).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') this.#fail(error)
    })
    if (bytes === undefined) {
      this.#room.remove(file)
      return undefined
    }
    const batch = this.#packer.unpack(bytes, stored)
    if (batch !== undefined) return batch
    this.#room.remove(file)
    const name = basename(file.path)
    await setAside(file.path, name, this.#folder.parent).catch(() => {})
    this.#tellRejected(name)
    return new Error(`the file ${name} of the spool is torn`)
  }

  /** Deletes a file. Never rejects. */
  async remove(file: SpoolCopy): Promise<void> {
    this.#room.remove(file)
    await unlink(file.path).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') this.#fail(error)
    })
  }

  /** Takes over some of what others left, oldest first, while not much of that is here already. */
  async claim(): Promise<readonly StoredBatch[]> {
    if (this.#closed || this.#isClaiming || this.#room.adopted * 2 > maxClaimed) return []
    this.#isClaiming = true
    const batches = await this.#claims.take(maxClaimed - this.#room.adopted)
    this.#isClaiming = false
    for (const { file } of batches) this.#room.adopt(file)
    const { length } = batches
    if (length > 0) this.#listeners.onDiagnostic(`took over ${length} files of the spool`)
    return batches
  }

  /** Leaves what is on disk to others. */
  async close(): Promise<void> {
    this.#stop()
    await this.#folder.release()
  }

  /** {@link close} for when the thread is about to end. */
  closeSync(): void {
    this.#stop()
    this.#folder.releaseSync()
  }

  async #beat(): Promise<void> {
    await this.#folder.touch()
    await this.#claims.look()
    await this.#onBeat()
    if (!this.#closed) this.#alarm.set(performance.now() + beatMs)
  }

  #stop(): void {
    this.#closed = true
    this.#alarm.clear()
  }

  #tellRejected(name: string): void {
    this.#listeners.onDiagnostic(`a file of the spool cannot be read and was set aside: ${name}`)
  }

  #fail(thrown: unknown): void {
    const error = asError(thrown)
    this.#listeners.onDiagnostic(`the spool has failed: ${error.message}`)
    this.#listeners.onFailure(error)
  }
}
