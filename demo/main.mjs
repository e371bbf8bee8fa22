import process from 'node:process'
import { isTerminal } from './screen.mjs'
import { showInSpotlight } from './in-spotlight.mjs'
import { sendToProject } from './to-project.mjs'

/**
 * Runs the shop, and shows where its lines went.
 *
 * @param {{ once: boolean }} options `once`: end even on a terminal
 * @returns {Promise<number>} exit code: 0 when every line arrived
 */
export async function main({ once }) {
  const dsn = process.env.SENTRY_DSN?.trim()
  return dsn ? sendToProject(dsn) : showInSpotlight(isTerminal && !once)
}
