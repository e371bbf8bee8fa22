import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What a program left behind. */
export interface Ending {
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs code with `pino` and `transport` in a process of its own: pino blocks the thread of the
 * application while its worker ends, so the relay must not live there.
 *
 * Rejects when the program fails.
 */
export function runProgram(transport: object, code: string): Promise<Ending> {
  const source = `
    import pino from ${JSON.stringify(import.meta.resolve('pino'))}
    const transport = pino.transport(${JSON.stringify(transport)})
    ${code}`
  return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source])
}
