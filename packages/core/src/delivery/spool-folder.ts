import { mkdir, open, rename, rmdir, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { crypto, fs } from './builtin.ts'
import { fileMode, folderMode, syncFolder, syncFolderSync, trySync } from './spool-disk.ts'
import { folderName, leftSuffix } from './spool-name.ts'
import { codeOf, nameOfPlace } from './spool-place.ts'

/** Added to the name of a file that is being written. */
export const unfinishedSuffix = '.unfinished'

/**
 * The folder of one holder, made when there is something to put into it.
 *
 * Its time of change is the holder's heartbeat. Whoever finds that to have stopped renames the folder;
 * a holder that was only frozen then goes on with a new one.
 */
export class SpoolFolder {
  readonly parent: string
  readonly place: string = nameOfPlace()
  #path: string | undefined
  #made: Promise<string> | undefined
  #lastTurn: Promise<void> = Promise.resolve()
  #folderSync: Promise<void> | undefined

  constructor(parent: string) {
    this.parent = parent
  }

  get path(): string | undefined {
    return this.#path
  }

  /** Writes a file that survives the loss of power, and gives its path. */
  async write(name: string, bytes: Uint8Array): Promise<string> {
    const folder = await this.#make()
    try {
      return await this.#write(folder, name, bytes)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      this.#forget(folder)
      return this.#write(await this.#make(), name, bytes)
    }
  }

  /** {@link write} for when the thread is about to end. */
  writeSync(name: string, bytes: Uint8Array): string {
    const folder = this.#path ?? this.#choosePath()
    fs().mkdirSync(folder, { recursive: true, mode: folderMode })
    this.#path = folder
    const unfinished = join(folder, name + unfinishedSuffix)
    const file = fs().openSync(unfinished, 'wx', fileMode)
    try {
      fs().writeFileSync(file, bytes)
      trySync(file)
    } finally {
      fs().closeSync(file)
    }
    const path = join(folder, name)
    fs().renameSync(unfinished, path)
    return path
  }

  /** Takes a file of somebody else over, and gives its new path; whoever comes second gets ENOENT. */
  async adopt(path: string, name: string): Promise<string> {
    const own = join(await this.#make(), name)
    await rename(path, own)
    return own
  }

  /** The heartbeat. */
  async touch(): Promise<void> {
    const path = this.#path
    if (path === undefined) return
    const now = new Date()
    try {
      await utimes(path, now, now)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') this.#forget(path)
    }
  }

  /** Lets others have what is in it. */
  async release(): Promise<void> {
    const path = this.#path
    this.#forget(path)
    if (path === undefined) return
    await rmdir(path)
      .catch(() => rename(path, path + leftSuffix))
      .catch(() => {})
  }

  /** {@link release} for when the thread is about to end. */
  releaseSync(): void {
    const path = this.#path
    this.#forget(path)
    if (path === undefined) return
    try {
      syncFolderSync(path)
      fs().renameSync(path, path + leftSuffix)
    } catch {
      // Somebody else has taken it over.
    }
  }

  /** Under its name it survives the process, before the disk has it; torn by a loss of power it is not read. */
  async #write(folder: string, name: string, bytes: Uint8Array): Promise<string> {
    const path = join(folder, name)
    const file = await open(path + unfinishedSuffix, 'wx', fileMode)
    try {
      await file.writeFile(bytes)
      await rename(path + unfinishedSuffix, path)
      await this.#inTurn(() => file.datasync())
      // When the folder is not there any more, it was taken over, and the file with it.
      await this.#syncFolder(folder).catch(ignoreMissing)
    } catch (error) {
      await unlink(path + unfinishedSuffix)
        .catch(() => unlink(path))
        .catch(() => {})
      throw error
    } finally {
      await file.close()
    }
    return path
  }

  #make(): Promise<string> {
    this.#made ??= this.#makeNew().catch((error: unknown) => {
      this.#made = undefined
      throw error
    })
    return this.#made
  }

  async #makeNew(): Promise<string> {
    const path = this.#choosePath()
    await mkdir(path, { recursive: true, mode: folderMode })
    void this.#inTurn(() => syncFolder(this.parent)).catch(() => {})
    this.#path = path
    return path
  }

  #forget(path: string | undefined): void {
    if (this.#path !== path) return
    this.#path = undefined
    this.#made = undefined
  }

  #choosePath(): string {
    const holder = { place: this.place, pid: process.pid }
    return join(this.parent, folderName(holder, crypto().randomBytes(6).toString('hex')))
  }

  /** One for all that were written until it begins. */
  #syncFolder(folder: string): Promise<void> {
    this.#folderSync ??= this.#inTurn(() => {
      this.#folderSync = undefined
      return syncFolder(folder)
    })
    return this.#folderSync
  }

  /** One at a time waits for the disk: all file work of the process shares four threads. */
  #inTurn(sync: () => Promise<void>): Promise<void> {
    const turn = this.#lastTurn.then(sync)
    this.#lastTurn = turn.catch(() => {})
    return turn
  }
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error
}
