import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fs } from './builtin.ts'
import { codeOf } from './spool-place.ts'

export const fileMode = 0o600
export const folderMode = 0o700

/** Makes a folder, and those above it, that nobody else may look into. */
export async function makeFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: folderMode })
  await syncFolder(dirname(path))
  return path
}

/** Makes new names in a folder survive the loss of power; Windows does so by itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export function syncFolderSync(path: string): void {
  if (process.platform === 'win32') return
  const folder = fs().openSync(path, 'r')
  try {
    trySync(folder)
  } finally {
    fs().closeSync(folder)
  }
}

/** Node's permission model forbids this: what is written then survives the process, not the machine. */
export function trySync(file: number): void {
  try {
    fs().fsyncSync(file)
  } catch (error) {
    if (codeOf(error) !== 'ERR_ACCESS_DENIED') throw error
  }
}

/** Puts a file out of the way that nobody can read, for somebody to look at. */
export async function setAside(path: string, name: string, parent: string): Promise<void> {
  const rejected = await makeFolder(join(parent, 'rejected'))
  await rename(path, join(rejected, name))
}
