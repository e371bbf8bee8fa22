import { fork } from 'node:child_process'
import process from 'node:process'
import { Halt } from './screen.mjs'

/**
 * Starts Spotlight in a process of its own, on a free port of 127.0.0.1.
 *
 * @param {number} [timeoutMs]
 * @returns {Promise<{ port: number, url: string, stop: () => void }>} it also stops when this process ends
 */
export async function startSpotlight(timeoutMs = 30_000) {
  const child = fork(new URL('spotlight-child.mjs', import.meta.url), {
    env: withoutSentry(process.env),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const stop = () => child.connected && child.disconnect()
  try {
    const port = await portOf(child, timeoutMs)
    child.stderr.resume()
    return { port, url: `http://127.0.0.1:${port}`, stop }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** Nothing of the user's Sentry settings is meant for Spotlight. */
export function withoutSentry(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('SENTRY_')))
}

function portOf(child, timeoutMs) {
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Halt(`Spotlight did not start: ${why}.`))
    const timer = setTimeout(fail, timeoutMs, `no answer within ${timeoutMs / 1000} s`)
    child.once('message', ({ port }) => resolve(port))
    child.once('error', ({ message }) => fail(message))
    child.once('close', (code) => fail(messageIn(errors) ?? `it ended with exit code ${code}`))
    child.once('message', () => clearTimeout(timer))
    child.once('close', () => clearTimeout(timer))
  })
}

/** The line of an uncaught error's output that says what happened. */
function messageIn(errors) {
  return /^\w*(?:Error|Exception)\b.*$/m.exec(errors)?.[0]
}
