import { readField } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'

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

const evidence = ['process', 'os', 'trace']
const titles = { exception: 'uncaughtException: ', rejection: 'unhandledRejection: ' }

/** Tells an info that winston's own handlers wrote from one whose author has a field of the same name. */
export function handledBy(info: unknown): Handled | undefined {
  const mark = (['exception', 'rejection'] as const).find((name) => readField(info, name) === true)
  if (mark === undefined) return undefined
  const text = readField(info, 'message')
  const message = typeof text === 'string' ? stripColors(text) : ''
  // Before 3.13 winston marked rejections as exceptions, too.
  if (message.startsWith(titles.rejection)) return 'rejection'
  const isOwn = evidence.every((name) => typeof readField(info, name) === 'object')
  return isOwn || message.startsWith(titles.exception) ? mark : undefined
}

/** Cuts off the stack that winston writes below the message of an error it caught. */
export function withoutStack(content: unknown, stack: unknown): unknown {
  if (typeof content !== 'string') return content
  const message = stripColors(content)
  const tail = `\n${typeof stack === 'string' ? stack : '  No stack trace'}`
  return message.endsWith(tail) ? message.slice(0, -tail.length) : message.split('\n')[0]
}
