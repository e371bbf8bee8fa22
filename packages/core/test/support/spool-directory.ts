import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { SpoolSettings } from '../../src/delivery/settings.ts'

/** A folder for the files of one test. */
export class SpoolDirectory {
  readonly path: string = mkdtempSync(join(tmpdir(), 'logs-to-sentry-spool-'))

  /** Everything below it, folders too. */
  get all(): string[] {
    return readdirSync(this.path, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(this.path, name),
    )
  }

  /** Files that wait to be sent, oldest first. */
  get envelopes(): string[] {
    return this.all
      .filter((path) => path.endsWith('.envelope') && !path.includes('rejected'))
      .toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)))
  }

  /** Files that were set aside. */
  get rejected(): string[] {
    return this.all.filter((path) => path.includes('rejected/'))
  }

  settings(settings: Partial<SpoolSettings> = {}): SpoolSettings {
    return { directory: this.path, maxBytes: 64 * 1024 * 1024, target: 'here', ...settings }
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Gives each test of a file a directory of its own. */
export function useSpoolDirectory(use: (directory: SpoolDirectory) => void): void {
  let directory: SpoolDirectory
  beforeEach(() => {
    directory = new SpoolDirectory()
    use(directory)
  })
  afterEach(() => rmSync(directory.path, { recursive: true, force: true }))
}
