// Parts of core that its entry does not show, built from their sources as the packages are.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'tsdown'
import { here } from './packages.mjs'

// Beside the package's own output, from where its dependencies are found.
const folder = join(here, 'packages/core/.parts')

/**
 * Builds every file of core by itself, and loads some of them.
 *
 * @param {readonly string[]} names such as `values/attributes`
 * @returns {Promise<readonly Record<string, any>[]>} their exports
 */
export async function loadParts(names) {
  await build({
    config: false,
    cwd: join(here, 'packages/core'),
    entry: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
    outDir: folder,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    unbundle: true,
    dts: false,
    logLevel: 'error',
  })
  try {
    const files = names.map((name) => pathToFileURL(join(folder, `${name}.mjs`)).href)
    return await Promise.all(files.map((file) => import(file)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
