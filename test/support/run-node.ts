import { execFile } from 'node:child_process'

/** What a program wrote, and how it ended. */
export interface Run {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | null
}

/** Runs a module in a process of its own, however that ends; rejects when it has not ended after 15 seconds. */
export function runNode(
  source: string,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const args = [...flags, '--input-type=module', '--eval', source]
  return new Promise((resolve, reject) => {
    const options = { timeout: 15_000, env: { ...process.env, ...env } }
    const child = execFile(process.execPath, args, options, (_error, stdout, stderr) => {
      if (child.killed) reject(new Error(`the program did not end\n${stdout}\n${stderr}`))
      else resolve({ stdout: stdout.trim(), stderr, code: child.exitCode })
    })
  })
}
