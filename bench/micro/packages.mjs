// The built packages that are measured: of this checkout, or of another one.
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const here = fileURLToPath(new URL('../..', import.meta.url))

/**
 * @param {string} name
 * @param {string} [root] a checkout that is built
 */
export const load = (name, root = here) =>
  import(pathToFileURL(join(root, 'packages', name, 'dist/index.mjs')).href)
