import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A directory for a spool. */
export class SpoolFiles implements Disposable {
  readonly directory: string = mkdtempSync(join(tmpdir(), 'logs-to-sentry-spool-'))

  /** Paths of what waits to be sent. */
  get envelopes(): string[] {
    return readdirSync(this.directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.envelope'))
      .map((name) => join(this.directory, name))
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true })
  }
}
