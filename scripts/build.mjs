// Builds every package into an empty dist: ESM, CommonJS and types for both.
import { readdir, rm } from 'node:fs/promises'
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
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build()
