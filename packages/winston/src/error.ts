import { types } from 'node:util'
import { isErrorLike, readField, readFields } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'

type Fields = Readonly<Record<PropertyKey, unknown>>

/** What an info says of its error where it has only the text of a stack. */
interface StackError {
  readonly type: string
  readonly message: string
  readonly stack: string
  readonly cause?: unknown
}

/** Recognises live errors of any realm; an object that only looks like one is none. */
export function isError(value: unknown): value is Error {
  try {
    return types.isNativeError(value) || value instanceof Error
  } catch {
    return false
  }
}

/** Copies an info for a format to change, an error with its message, stack and cause. */
export function copyInfo(info: unknown): Record<PropertyKey, unknown> {
  const copy = readFields(info)
  if (!isError(info)) return copy
  for (const name of ['message', 'stack', 'cause']) {
    const value = readField(info, name)
    if (value !== undefined) copy[name] ??= value
  }
  return copy
}

/**
 * Finds the error that winston has taken apart: the info itself, its message, an argument of the
 * call, or a stack left as text by `format.errors()` or a child logger. Undefined when an error
 * still is where the application put it.
 */
export function findError(info: unknown, fields: Fields, args: readonly unknown[]): unknown {
  const { message, err, error } = fields
  const live = isError(info) ? withoutColors(info) : [message, ...args].find(isErrorLike)
  if (live !== undefined) return live
  return isErrorLike(err) || isErrorLike(error) ? undefined : fromStack(fields)
}

// `format.colorize()` colours the message of the error itself, and so its stack.
function withoutColors(error: Error): unknown {
  const message = readField(error, 'message')
  const plain = typeof message === 'string' ? stripColors(message) : message
  if (plain === message) return error
  const stack = readField(error, 'stack')
  const told: unknown = Object.create(error, {
    message: { value: plain },
    stack: { value: typeof stack === 'string' ? stripColors(stack) : stack },
  })
  return told
}

const described = ['name', 'stack', 'cause']

/** Names of the fields that repeat what the error says. */
export function repeatedFields(error: unknown, fields: Fields): readonly string[] {
  if (error === undefined) return []
  return described.filter(
    (name) => Object.hasOwn(fields, name) && fields[name] === readField(error, name),
  )
}

const head = /^(?:Uncaught )?([\w$.]+)(?: \[\w+\])?(?:: ([\s\S]*?))?\n\s+at /

function fromStack({ stack, cause }: Fields): StackError | undefined {
  if (typeof stack !== 'string' || !/\n\s+at /.test(stack)) return undefined
  const [, type = 'Error', message = ''] = head.exec(stack) ?? []
  return { type, message, stack, ...(cause !== undefined && { cause }) }
}
