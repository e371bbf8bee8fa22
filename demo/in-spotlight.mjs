import { once } from 'node:events'
import process from 'node:process'
import { compare, summary } from './delivered.mjs'
import { readLogs } from './received.mjs'
import { columns, step, styled } from './screen.mjs'
import { runShops } from './shop.mjs'
import { startSpotlight } from './spotlight.mjs'
import { cut, table } from './table.mjs'

const readBackMs = 5000

/**
 * Sends the shop's lines to Spotlight on this machine, and reads back what it received.
 *
 * @param {boolean} stay whether to keep Spotlight until Ctrl-C
 * @returns {Promise<number>} exit code: 0 when every line arrived
 */
export async function showInSpotlight(stay) {
  const spotlight = await step('Starting Spotlight', () => startSpotlight())
  try {
    const shops = await runShops({
      ...localEnvironment(process.env),
      SENTRY_DSN: `http://demo@127.0.0.1:${spotlight.port}/1`,
    })
    const arrivals = await readBack(spotlight.url, shops)
    console.log(`\n${styled('bold', 'What Spotlight received')}`)
    arrivals.forEach(print)
    if (stay) {
      console.log(`\nOpen http://localhost:${spotlight.port}/telemetry/logs to see them.`)
      console.log('Press Ctrl-C to stop.')
    } else {
      console.log('\nSpotlight is stopped now. In a terminal, `npm start` leaves its page open.')
    }
    console.log(summary(arrivals))
    if (stay) await once(process, 'SIGINT')
    return arrivals.every(({ isComplete }) => isComplete) ? 0 : 1
  } finally {
    spotlight.stop()
  }
}

/** Spotlight is no project of the user's, and no proxy can reach it. */
function localEnvironment(env) {
  const names = Object.keys(env).filter((name) => !/^SENTRY_|_PROXY$/i.test(name))
  return Object.fromEntries(names.map((name) => [name, env[name]]))
}

async function readBack(url, shops) {
  const arrivalsIn = (logs) => shops.map((shop) => arrivalOf(shop, logs))
  const isAllThere = (logs) => arrivalsIn(logs).every(({ missing }) => missing.length === 0)
  return arrivalsIn(await readLogs(url, isAllThere, readBackMs))
}

function arrivalOf({ logger, lines, code }, logs) {
  const { delivered, missing, unexpected } = compare(logger, lines, logs)
  return {
    name: logger.name,
    logs: delivered,
    missing,
    unexpected,
    logged: lines.length,
    delivered: delivered.length,
    isComplete: code === 0 && lines.length > 0 && missing.length + unexpected.length === 0,
  }
}

function print({ name, logs, missing, unexpected }) {
  const [heading, ...rows] = table([...logs, ...unexpected], columns - 2)
  console.log(`\n${styled('cyan', name)}\n  ${styled('dim', heading)}`)
  for (const row of rows) console.log(`  ${row}`)
  for (const line of missing) console.log(styled('red', cut(`  not received: ${line}`, columns)))
  const { length } = unexpected
  if (length > 0) console.log(styled('red', `  the last ${length} match no line that was logged`))
}
