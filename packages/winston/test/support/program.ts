import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** How a program ended. */
export interface Ending {
  /** What the process said of its end; 0 is well. */
  readonly code: number
  readonly stderr: string
}

/**
 * Runs code with `winston` and `SentryTransport`, as they are shipped, in a process of its own: a
 * test's own process must not end with what nobody catches.
 */
export async function runProgram(code: string): Promise<Ending> {
  const source = `
    import winston from ${JSON.stringify(import.meta.resolve('winston'))}
    import { SentryTransport } from ${JSON.stringify(new URL('../../dist/index.mjs', import.meta.url))}
    ${code}`
  try {
    const { stderr } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      source,
    ])
    return { code: 0, stderr }
  } catch (error) {
    const { code, stderr } = error as { readonly code: number; readonly stderr: string }
    return { code, stderr }
  }
}
