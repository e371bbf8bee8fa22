// What the demo shows while it works. Imports nothing that needs an installation.
import process from 'node:process'
import { styleText } from 'node:util'

const { stdout } = process

export const isTerminal = stdout.isTTY

/** The output may be no terminal, or one that does not know its width and says 0. */
export const columns = stdout.columns || 120

/** An end that needs one sentence, and no stack. */
export class Halt extends Error {}

/**
 * @param {Parameters<typeof styleText>[0]} format
 * @param {string} text
 */
export function styled(format, text) {
  return isTerminal && !process.env.NO_COLOR ? styleText(format, text) : text
}

/**
 * Shows that something goes on until it is done.
 *
 * @template Result
 * @param {string} name
 * @param {(tell: (news: string) => void) => Promise<Result>} work `tell` shows how far it is
 * @returns {Promise<Result>}
 */
export async function step(name, work) {
  const start = performance.now()
  let news = ''
  const say = (mark, text) => `${mark} ${name} (${seconds(start)} s)${text && `  ${text}`}`
  if (isTerminal) stdout.write(`  ${name}`)
  else console.log(`  ${name} ...`)
  const tick = () => {
    if (isTerminal) rewrite(say(' ', news).slice(0, columns - 1))
    else console.log(say(' ', news))
  }
  const timer = setInterval(tick, isTerminal ? 200 : 10_000)
  const end = (mark) => {
    clearInterval(timer)
    if (isTerminal) rewrite('')
    console.log(say(mark, ''))
  }
  try {
    const result = await work((text) => (news = text))
    end(styled('green', '✓'))
    return result
  } catch (error) {
    end(styled('red', '✗'))
    throw error
  }
}

const seconds = (start) => ((performance.now() - start) / 1000).toFixed(1)

function rewrite(text) {
  stdout.cursorTo(0)
  stdout.clearLine(1)
  stdout.write(text)
}
