// Development tools of the workspace by their name, without a package manager around them.
import { join } from 'node:path'
import { root, run } from './install.mjs'

/**
 * Runs a tool of `node_modules/.bin` to its end.
 *
 * @param {string} name
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean }} [options] as for `run`
 * @returns {Promise<void>}
 */
export async function tool(name, args, options = {}) {
  // The tools are .cmd files on Windows, which only a shell starts.
  const shell = process.platform === 'win32'
  await run(join(root, 'node_modules', '.bin', name), args, { ...options, shell })
}
