// Builds every package into an empty dist: ESM, CommonJS and types for both.
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './install.mjs'
import { tool } from './tool.mjs'

/** @param {{ quiet?: boolean }} [options] */
export async function build(options) {
  const packages = await readdir(join(root, 'packages'))
  // tsc -b trusts its .tsbuildinfo over what is on disk: it goes together with the output.
  const stale = [...packages.map((name) => join('packages', name, 'dist')), 'tsconfig.tsbuildinfo']
  await Promise.all(stale.map((path) => rm(join(root, path), { recursive: true, force: true })))
  await tool('tsdown', ['--logLevel', 'warn'], options)
  await writeNotices(join(root, 'packages', 'core'))
}

/**
 * Puts the licences of what is bundled, which a package names as its development dependencies, beside it.
 *
 * @param {string} folder
 */
async function writeNotices(folder) {
  const { devDependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const notices = await Promise.all(
    Object.keys(devDependencies).map(async (name) => {
      const installed = join(folder, 'node_modules', name)
      const file = (await readdir(installed)).find((each) => /^licen[cs]e/i.test(each))
      if (file === undefined) throw new Error(`${name} has no licence`)
      return `${name}\n\n${await readFile(join(installed, file), 'utf8')}`
    }),
  )
  await writeFile(join(folder, 'dist', 'THIRD-PARTY-NOTICES.txt'), notices.join('\n\n'))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build()
