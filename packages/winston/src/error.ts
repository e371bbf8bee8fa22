import { types } from 'node:util'
import { isErrorLike, readField, readFields, type IsSensitive } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'
import { isMerged } from './spread.ts'

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
 * Finds the error that the line is about: the info itself, its message, an argument of the call, a
 * field, or a stack left as text by `format.errors()` or a child logger.
 */
export function findError(
  info: unknown,
  fields: Fields,
  args: readonly unknown[],
  isSensitive: IsSensitive,
): unknown {
  const { message } = fields
  if (isError(info)) return asLogged(info, message)
  if (isErrorLike(message)) return message
  return (
    args.find(isErrorLike) ??
    errorAmong(fields, isSensitive) ??
    errorIn(message, isSensitive) ??
    errorIn(stackHolder(fields, isSensitive), isSensitive)
  )
}

/** Finds the first error among the fields of an object, under the usual names or any other. */
export function errorIn(source: unknown, isSensitive: IsSensitive): unknown {
  return isMerged(source) ? errorAmong(readFields(source), isSensitive) : undefined
}

function errorAmong(fields: Fields, isSensitive: IsSensitive): unknown {
  const { err, error } = fields
  if (isErrorLike(err) && !isSensitive('err')) return err
  if (isErrorLike(error) && !isSensitive('error')) return error
  return fromStack(fields) ?? fields[Object.keys(fields).find(isShown) ?? '']

  function isShown(name: string): boolean {
    return isErrorLike(fields[name]) && !isSensitive(name)
  }
}

// `format.metadata()` moves the text of a stack below a field of any name.
function stackHolder(fields: Fields, isSensitive: IsSensitive): unknown {
  for (const name of Object.keys(fields)) {
    const field = fields[name]
    if (typeof readField(field, 'stack') === 'string' && !isSensitive(name)) return field
  }
  return undefined
}

// Formats change the message of the error itself, and so its stack where it was not read before:
// `colorize()` colours it, `logstash()` takes it away.
function asLogged(error: Error, said: unknown): unknown {
  const own = readField(error, 'message')
  const message = own === '' ? said : own
  if (typeof message !== 'string') return error
  const plain = stripColors(message)
  if (plain === own) return error
  const stack = readField(error, 'stack')
  const told: unknown = Object.create(error, {
    // Of a live error the field `type` is its author's.
    type: { value: undefined },
    message: { value: plain },
    stack: { value: typeof stack === 'string' ? withMessage(stripColors(stack), plain) : stack },
  })
  return told
}

function withMessage(stack: string, message: string): string {
  return stack.replace(/^([\w$.]+)(?:: )?(?=\n)/, (_head, name: string) => `${name}: ${message}`)
}

const described: ReadonlySet<string> = new Set(['type', 'name', 'stack', 'cause'])

/** Whether a field repeats what the error says. */
export function repeats(error: unknown, fields: Fields, name: string): boolean {
  if (error === undefined || !described.has(name)) return false
  // Of a live error the field `type` is its author's.
  return fields[name] === readField(error, name) && (name !== 'type' || !isError(error))
}

const head = /^(?:Uncaught )?([\w$.]+)(?: \[\w+\])?(?:: ([\s\S]*?))?\n\s+at /

function fromStack({ stack, cause }: Fields): StackError | undefined {
  if (typeof stack !== 'string' || !/\n\s+at /.test(stack)) return undefined
  const [, type = 'Error', message = ''] = head.exec(stack) ?? []
  return { type, message, stack, ...(cause !== undefined && { cause }) }
}
