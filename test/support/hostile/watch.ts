import { expect } from 'vitest'
import { runNode, type Run } from '../run-node.ts'

const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** Of an application that looks at everything that goes wrong in its process. */
const watching = `
  import { inspect } from 'node:util'
  import { writeSync } from 'node:fs'
  const show = (...values) =>
    writeSync(1, values.map((value) => typeof value === 'string' ? value : inspect(value, { depth: 9 })).join(' ') + '\\n')
  process.on('uncaughtException', (error) => show('uncaught', error))
  process.on('unhandledRejection', (error) => show('unhandled', error))
  process.on('warning', ({ name, code }) => show('warned', code ?? name))
  process.exitCode = 7
  const importPackages = async () => ({
    ...(await import(${url('../../../packages/core/dist/index.mjs')})),
    ...(await import(${url('../exit/loggers.mjs')})),
  })
`

export interface Surroundings {
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What must not be shown to anybody. */
  readonly secrets: readonly string[]
  /** Runs before anything of ours is imported. */
  readonly before?: string
}

/**
 * Runs an application in a process of its own, with all that core exports, with `loggers`, and with
 * `show`, and gives the lines that it has shown, which begin with `warned` where it was warned.
 *
 * Fails unless the process ends by itself, with its own exit code, without an error that nobody has
 * caught, and without a secret in what it wrote.
 */
export async function watch(
  code: string,
  { flags, env, secrets, before = '' }: Surroundings,
): Promise<Run & { readonly shown: readonly string[] }> {
  const names = 'close, createClient, flush, init, logger, loggers'
  const source = `${watching} ${before}; const { ${names} } = await importPackages(); ${code}`
  const run = await runNode(source, flags, env)
  const output = run.stdout + run.stderr

  expect(output).not.toMatch(/^(uncaught|unhandled) /m)
  for (const secret of secrets) expect(output).not.toContain(secret)
  expect(run).toMatchObject({ code: 7 })
  return { ...run, shown: run.stdout.split('\n').filter((line) => line !== '') }
}
