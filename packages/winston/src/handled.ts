import { readField, readFields } from '@logs-to-sentry/core'
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
  const text = readField(info, 'message')
  const message = typeof text === 'string' ? text : ''
  const own = markOf(info, message)
  if (own !== undefined || (message !== '' && !hasTitle(message))) return own
  const marks = Object.values(readFields(info)).map((field) => markOf(field, message))
  return marks.find((mark) => mark !== undefined)
}

/** Whether an object has the mark of winston's handlers: the info, or where `format.metadata()` has moved its fields. */
export function isMarked(holder: unknown): boolean {
  return readField(holder, 'exception') === true || readField(holder, 'rejection') === true
}

/** Whether a message begins, or goes on, as that of an error that winston has caught. */
export function hasTitle(message: string): boolean {
  return message.includes(titles.exception) || message.includes(titles.rejection)
}

function markOf(holder: unknown, message: string): Handled | undefined {
  if (!isMarked(holder)) return undefined
  const said = stripColors(message)
  // Before 3.13 winston marked rejections as exceptions, too.
  if (said.startsWith(titles.rejection)) return 'rejection'
  const isOwn = evidence.every((name) => typeof readField(holder, name) === 'object')
  if (!isOwn && !said.startsWith(titles.exception)) return undefined
  return readField(holder, 'exception') === true ? 'exception' : 'rejection'
}

/** Cuts off the stack that winston writes below the message of an error it caught. */
export function withoutStack(content: unknown, stack: unknown): unknown {
  if (typeof content !== 'string') return content
  const message = stripColors(content)
  const tail = `\n${typeof stack === 'string' ? stack : '  No stack trace'}`
  return message.endsWith(tail) ? message.slice(0, -tail.length) : message.split('\n')[0]
}
