import { readdir, rename, rmdir, stat, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { nobody } from './drops.ts'
import type { StoredBatch } from './queue.ts'
import { setAside } from './spool-disk.ts'
import { unfinishedSuffix, type SpoolFolder } from './spool-folder.ts'
import {
  diskBytes,
  leftSuffix,
  parseFileName,
  parseFolderName,
  type FileFacts,
} from './spool-name.ts'
import { isAlive } from './spool-place.ts'
import { Totals } from './totals.ts'
import { wallNow } from '../values/time.ts'

/** A holder whose folder has not changed for so long is gone. */
const staleMs = 20_000

/** By the clock on the wall, which may jump, only a much older one. */
const staleForSureMs = 3_600_000

/** A file that nobody holds. */
interface LeftFile {
  readonly path: string
  readonly facts: FileFacts
}

/** Finds what other processes left in the spool, and takes it over: file by file, each by one rename. */
export class Claims {
  readonly #folder: SpoolFolder
  readonly #onRejected: (name: string) => void
  readonly #seen = new Map<string, { readonly changed: number; readonly at: number }>()
  /** Oldest first. */
  #left: LeftFile[] = []
  #bytes = 0

  /** `onRejected` hears of files that are not ours, which are put out of the way. */
  constructor(folder: SpoolFolder, onRejected: (name: string) => void) {
    this.#folder = folder
    this.#onRejected = onRejected
  }

  /** What is left takes so much of the disk. */
  get bytes(): number {
    return this.#bytes
  }

  /** Looks at the folders of all holders. */
  async look(): Promise<void> {
    const left: LeftFile[] = []
    const names = await list(this.#folder.parent)
    for (const name of this.#seen.keys()) if (!names.includes(name)) this.#seen.delete(name)
    for (const name of names) {
      const path = join(this.#folder.parent, name)
      if (path === this.#folder.path) continue
      if (name.endsWith(leftSuffix)) left.push(...(await this.#open(path)))
      else if (await this.#isGone(name, path)) left.push(...(await this.#inherit(path)))
    }
    this.#left = left.toSorted((one, other) => one.facts.time - other.facts.time)
    this.#bytes = left.reduce((sum, { facts }) => sum + diskBytes(facts.bytes), 0)
  }

  /** Takes over the oldest files, as many as may be had. */
  async take(count: number): Promise<readonly StoredBatch[]> {
    const taken: StoredBatch[] = []
    while (taken.length < count) {
      const file = this.#shift()
      if (file === undefined) break
      const path = await this.#folder.adopt(file.path, basename(file.path)).catch(() => undefined)
      if (path !== undefined) taken.push(toBatch(path, file.facts))
    }
    return taken
  }

  /** Deletes the oldest file, to make room; gives what was lost with it. */
  async evict(): Promise<Totals | undefined> {
    for (let file = this.#shift(); file !== undefined; file = this.#shift()) {
      if (await isDone(unlink(file.path))) return sharesOf(file.facts)
    }
    return undefined
  }

  #shift(): LeftFile | undefined {
    const file = this.#left.shift()
    if (file !== undefined) this.#bytes -= diskBytes(file.facts.bytes)
    return file
  }

  async #isGone(name: string, path: string): Promise<boolean> {
    const holder = parseFolderName(name)
    if (holder === undefined) return false
    const isNear = holder.place === this.#folder.place
    if (isNear && holder.pid !== process.pid && !isAlive(holder.pid)) return true
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    )
    if (changed === undefined) return false
    const now = performance.now()
    const seen = this.#seen.get(name)
    if (seen?.changed === changed && now - seen.at >= staleMs) return true
    if (seen?.changed !== changed) this.#seen.set(name, { changed, at: now })
    return wallNow() - changed >= staleForSureMs
  }

  /** From now on nobody holds the folder, not even a holder that was only frozen. */
  async #inherit(path: string): Promise<readonly LeftFile[]> {
    const left = path + leftSuffix
    return (await isDone(rename(path, left))) ? this.#open(left) : []
  }

  async #open(folder: string): Promise<readonly LeftFile[]> {
    const names = await list(folder)
    if (names.length === 0) await isDone(rmdir(folder))
    const files: LeftFile[] = []
    for (const name of names) {
      const path = join(folder, name)
      const facts = parseFileName(name)
      if (facts !== undefined) files.push({ path, facts })
      else if (name.endsWith(unfinishedSuffix)) await isDone(unlink(path))
      else if (await isDone(setAside(path, name, this.#folder.parent))) this.#onRejected(name)
    }
    return files
  }
}

/** It is older than all that is captured here. */
const toBatch = (path: string, facts: FileFacts): StoredBatch => ({
  file: { path, bytes: diskBytes(facts.bytes) },
  shares: sharesOf(facts),
  place: Number.MIN_SAFE_INTEGER + facts.time,
})

/** Nobody here keeps an account of these logs. */
function sharesOf({ billedBytes, logs }: FileFacts): Totals {
  const shares = new Totals()
  shares.add(nobody, billedBytes, logs)
  return shares
}

const list = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => [])

const isDone = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )
