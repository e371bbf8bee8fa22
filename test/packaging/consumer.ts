import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a project outside of the workspace, with the packed packages installed by npm. */
    consumer: string
  }
}

export const consumer: string = inject('consumer')

/** Runs a program of the consumer with Node to its end; rejects, with all it wrote, unless it exits with 0. */
export async function node(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = { cwd: consumer, env: { PATH: process.env['PATH'], ...env }, timeout: 55_000 }
  const { stdout } = await promisify(execFile)(process.execPath, args, options)
  return stdout
}
