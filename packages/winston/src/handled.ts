import { readField } from '@logs-to-sentry/core'
import { stripColors } from './message.ts'

/** What winston caught for the process. */
export type Handled = 'exception' | 'rejection'

/** Fields that winston adds to an error it caught: what of them is worth keeping is said by the error. */
export const handledFields: readonly string[] = [
  'exception',
  'rejection',
  'date',
  'process',
  'os',
  'trace',
  'stack',
]

const kinds: readonly Handled[] = ['exception', 'rejection']
const evidence = ['process', 'os', 'trace']
const title = /(?:uncaughtException|unhandledRejection): /

/** Tells an info that winston's own handlers wrote from one whose author has a field of the same name. */
export function handledBy(info: unknown): Handled | undefined {
  const kind = kinds.find((name) => readField(info, name) === true)
  if (kind === undefined) return undefined
  const message = readField(info, 'message')
  const isOwn =
    evidence.every((name) => typeof readField(info, name) === 'object') ||
    (typeof message === 'string' && title.test(message))
  return isOwn ? kind : undefined
}

/** Cuts off the stack that winston writes below the message of an error it caught. */
export function withoutStack(content: unknown, stack: unknown): unknown {
  if (typeof content !== 'string') return content
  const message = stripColors(content)
  const tail = `\n${typeof stack === 'string' ? stack : '  No stack trace'}`
  return message.endsWith(tail) ? message.slice(0, -tail.length) : message.split('\n')[0]
}
