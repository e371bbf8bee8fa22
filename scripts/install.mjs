// Needs Node and npm only: everything else is fetched through here.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** 11 and later need a newer Node than the oldest we support. */
const pnpmVersion = '10.34.9'

/** npm's own patience without a network is more than a minute. */
const patience = {
  npm_config_fetch_retry_mintimeout: '2000',
  npm_config_fetch_retry_maxtimeout: '8000',
}

/**
 * `quiet` keeps what a command writes for the error, and `onLine` hears it meanwhile.
 *
 * @typedef {{ cwd?: string, quiet?: boolean, onLine?: (line: string) => void }} RunOptions
 */

/**
 * Runs a command to its end. What it writes is shown, unless `quiet`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions & { shell?: boolean }} [options] `cwd` defaults to the project's root
 * @returns {Promise<void>} rejects when the command cannot start or does not exit with 0
 */
export async function run(command, args, { cwd = root, quiet, onLine, shell = false } = {}) {
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit'
  const child = spawn(command, args, { cwd, shell, stdio, env: { ...patience, ...process.env } })
  let output = ''
  for (const stream of quiet ? [child.stdout, child.stderr] : []) {
    createInterface(stream).on('line', (line) => {
      output += `${line}\n`
      onLine?.(line)
    })
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
 * @param {RunOptions} [options]
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
 * @param {Omit<RunOptions, 'cwd'> & { flags?: readonly string[] }} [options]
 * @returns {Promise<boolean>} false: nothing was to be done
 */
export async function install(cwd, { flags = [], ...options } = {}) {
  if (await isInstalled(cwd)) return false
  // Without a terminal pnpm would refuse to replace a node_modules that another pnpm made.
  const always = ['--frozen-lockfile', '--config.confirm-modules-purge=false']
  await pnpm(['install', ...always, ...flags], { ...options, cwd })
  return true
}

/**
 * Whether the folder holds what its lock file says: pnpm leaves a copy of the file when it is done.
 *
 * @param {string} cwd
 * @returns {Promise<boolean>}
 */
export async function isInstalled(cwd) {
  const read = (/** @type {string} */ name) => readFile(join(cwd, name), 'utf8').catch(() => '')
  const wanted = await read('pnpm-lock.yaml')
  return wanted !== '' && wanted === (await read(join('node_modules', '.pnpm', 'lock.yaml')))
}
