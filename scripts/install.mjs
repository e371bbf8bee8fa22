// Needs Node and npm only: everything else is fetched through here.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** 11 and later need a newer Node than the oldest we support. */
const pnpmVersion = '10.34.9'

/**
 * Runs a command to its end. What it writes is shown, or with `quiet` kept for the error.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean, shell?: boolean }} [options]
 * @returns {Promise<void>} rejects when the command cannot start or does not exit with 0
 */
export async function run(command, args, { cwd = root, quiet = false, shell = false } = {}) {
  const child = spawn(command, args, { cwd, shell, stdio: quiet ? 'pipe' : 'inherit' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => (output += text))
  }
  const [code, signal] = await once(child, 'close')
  if (code === 0) return
  const shown = [command, ...args].join(' ')
  throw new Error(`\`${shown}\` ended with ${signal ?? `exit code ${code}`}`, {
    cause: output.trim() || undefined,
  })
}

/**
 * Runs the pnpm that the project is made with, fetching it through npx where it is missing.
 *
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean }} [options] `cwd` defaults to the project's root
 * @returns {Promise<void>}
 */
export async function pnpm(args, options = {}) {
  // npx is a .cmd file on Windows, which only a shell starts.
  const shell = process.platform === 'win32'
  await run('npx', ['-y', `pnpm@${pnpmVersion}`, ...args], { ...options, shell })
}

/**
 * Installs what the folder's lock file says, unless it is there already.
 *
 * @param {string} cwd
 * @param {{ quiet?: boolean, flags?: readonly string[] }} [options]
 * @returns {Promise<boolean>} false: nothing was to be done
 */
export async function install(cwd, { quiet = false, flags = [] } = {}) {
  if (await isInstalled(cwd)) return false
  // Without a terminal pnpm would refuse to replace a node_modules that another pnpm made.
  const always = ['--frozen-lockfile', '--config.confirm-modules-purge=false']
  await pnpm(['install', ...always, ...flags], { cwd, quiet })
  return true
}

/** pnpm leaves a copy of the lock file when it is done. */
async function isInstalled(cwd) {
  const read = (/** @type {string} */ name) => readFile(join(cwd, name), 'utf8').catch(() => '')
  const wanted = await read('pnpm-lock.yaml')
  return wanted !== '' && wanted === (await read(join('node_modules', '.pnpm', 'lock.yaml')))
}
