import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'tsdown'

const root = join(import.meta.dirname, '..', '..')

/** Builds one file of `src` as it is shipped, and gives the URL to import it by. */
export async function buildSource(file: string): Promise<string> {
  const name = file.replaceAll(/\W/g, '-')
  /** Below the package, so that what is built finds undici. */
  const outDir = join(root, 'node_modules', '.cache', 'test', name)
  await build({
    config: false,
    logLevel: 'error',
    cwd: root,
    entry: { built: `src/${file}` },
    outDir,
    dts: false,
    platform: 'node',
    target: 'node20.19',
  })
  return pathToFileURL(join(outDir, 'built.mjs')).href
}

/**
 * Runs a module in a process of its own.
 *
 * Resolves with what it wrote to standard output; rejects when it fails, or has not ended after five seconds.
 */
export async function runModule(source: string): Promise<string> {
  const run = promisify(execFile)
  const args = ['--input-type=module', '--eval', source]
  const { stdout } = await run(process.execPath, args, { timeout: 5000 })
  return stdout.trim()
}
