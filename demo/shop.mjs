import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { loggers } from './delivered.mjs'
import { columns, isTerminal, styled } from './screen.mjs'
import { cut } from './table.mjs'

/**
 * What became of the shop's program for one logger.
 *
 * @typedef {object} Shop
 * @property {import('./delivered.mjs').Logger} logger
 * @property {readonly string[]} lines that it logged
 * @property {readonly string[]} notes that the clients wrote about themselves, with SENTRY_DEBUG set
 * @property {number | null} code that it exited with
 */

/**
 * Runs the shop's programs one after the other, and prints their lines when they are logged.
 *
 * @param {NodeJS.ProcessEnv} env all that they are told of Sentry
 * @returns {Promise<Shop[]>}
 */
export async function runShops(env) {
  console.log(`\n${styled('bold', 'The shop opens, once for each logger')}`)
  const shops = []
  for (const logger of loggers) {
    console.log(`\n${styled('cyan', logger.name)}  demo/shop/${logger.name}.mjs`)
    shops.push(await runShop(logger, env))
  }
  return shops
}

async function runShop(logger, env) {
  const program = fileURLToPath(new URL(`shop/${logger.name}.mjs`, import.meta.url))
  const child = spawn(process.execPath, [program], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = []
  const notes = []
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    console.log(isTerminal ? cut(`  ${line}`, columns) : `  ${line}`)
  })
  createInterface(child.stderr).on('line', (line) => {
    if (line.startsWith('[logs-to-sentry]')) notes.push(line)
    else console.error(line)
  })
  const [code, signal] = await once(child, 'close')
  if (code !== 0) console.error(styled('red', `  ended with ${signal ?? `exit code ${code}`}`))
  return { logger, lines, notes, code }
}
