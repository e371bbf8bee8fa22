// Packs every package as it would be published.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pnpm } from './install.mjs'
import { tool } from './tool.mjs'

/**
 * Writes one tarball per package. pnpm, not npm, because only it turns `workspace:` and `catalog:`
 * into versions.
 *
 * @param {string} destination an empty folder
 * @returns {Promise<string[]>} the tarballs' paths
 */
export async function pack(destination) {
  const args = ['--filter', './packages/*', 'pack', '--pack-destination', destination]
  await pnpm(args, { quiet: true })
  const names = await readdir(destination)
  return names.filter((name) => name.endsWith('.tgz')).map((name) => join(destination, name))
}

/** core finds its worker by the package's `exports` alone; nobody else imports it. */
const attwFlags = '--profile strict --exclude-entrypoints worker --no-emoji --format ascii'.split(
  ' ',
)

/**
 * Judges the tarballs with publint and, in every way TypeScript resolves modules, with attw.
 *
 * @param {readonly string[]} tarballs
 */
export async function judge(tarballs) {
  const quiet = { quiet: true }
  for (const tarball of tarballs) {
    await tool('publint', ['run', tarball, '--strict'], quiet)
    await tool('attw', [tarball, ...attwFlags], quiet)
  }
}
