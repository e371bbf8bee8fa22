import process from 'node:process'
import { readNotes, summary } from './delivered.mjs'
import { Halt, styled } from './screen.mjs'
import { runShops } from './shop.mjs'

/**
 * Sends the shop's lines to the user's own project.
 *
 * @param {string} dsn
 * @returns {Promise<number>} exit code: 0 when every line was accepted
 */
export async function sendToProject(dsn) {
  console.log(`SENTRY_DSN is set: sending to ${describe(dsn)}. Spotlight is not started.`)
  const shops = await runShops({ ...process.env, SENTRY_DEBUG: '1' })
  const answers = shops.map(({ logger, lines, notes, code }) => {
    const { delivered, losses } = readNotes(notes)
    const isComplete = code === 0 && lines.length > 0 && delivered === lines.length
    return { name: logger.name, logged: lines.length, delivered, losses, isComplete }
  })
  console.log('')
  for (const { name, losses } of answers) {
    for (const loss of losses) console.log(styled('red', `${name}: lost ${loss}`))
  }
  console.log(
    'Look under Explore, Logs in Sentry. A DSN cannot read logs back: what counts as delivered',
  )
  console.log('here is what the clients report as answered, not what Sentry stored.')
  console.log(summary(answers))
  return answers.every(({ isComplete }) => isComplete) ? 0 : 1
}

/** The project in words, without the key that is in its DSN. */
function describe(dsn) {
  const { protocol, host, username, pathname } = URL.canParse(dsn) ? new URL(dsn) : {}
  const project = /\/(\d+)\/?$/.exec(pathname ?? '')?.[1]
  if (!/^https?:$/.test(protocol ?? '') || !username || project === undefined) {
    throw new Halt(
      'SENTRY_DSN is set but is no DSN (https://key@host/project): correct it, or unset it to see the shop in Spotlight.',
    )
  }
  return `project ${project} at ${host} (key ${username.slice(0, 4)}...)`
}
