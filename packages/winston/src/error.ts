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
  if (typeof value !== 'object' || value === null) return false
  try {
    if (Object.getPrototypeOf(value) === Object.prototype) return false
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

/** Gives the live error that a record is, or that is its message, as it is written. */
export function errorOf(record: unknown): Error | undefined {
  if (isError(record)) return record
  const message = readField(record, 'message')
  return isError(message) ? message : undefined
}

/** What is known beside an info when its error is looked for. */
export interface Known {
  readonly isSensitive: IsSensitive
  /** The error that was written, of which formats often leave the text of its stack alone. */
  readonly error?: unknown
}

/**
 * Finds the error that the line is about: the info itself, its message, an argument of the call, a
 * field, or a stack left as text by `format.errors()` or a child logger. Of an error that a format
 * took away nothing is told.
 */
export function findError(
  info: unknown,
  fields: Fields,
  args: readonly unknown[],
  known: Known,
): unknown {
  const { message } = fields
  if (isError(info)) return asLogged(info, message)
  if (isErrorLike(message)) return message
  const told = args.find(isErrorLike) ?? errorAmong(fields, known)
  if (told !== undefined || (typeof message === 'string' && !holdsObject(fields))) return told
  return errorIn(message, known) ?? errorIn(stackHolder(fields, known), known)
}

function holdsObject(fields: Fields): boolean {
  for (const name of Object.keys(fields)) {
    const field = fields[name]
    if (typeof field === 'object' && field !== null) return true
  }
  return false
}

/** Finds the first error among the fields of an object, under the usual names or any other. */
export function errorIn(source: unknown, known: Known): unknown {
  return isMerged(source) ? errorAmong(readFields(source), known) : undefined
}

function errorAmong(fields: Fields, known: Known): unknown {
  const { err, error } = fields
  if (isErrorLike(err) && !known.isSensitive('err')) return err
  if (isErrorLike(error) && !known.isSensitive('error')) return error
  const told = fromStack(fields, known)
  const shown = told === undefined ? Object.keys(fields).find(isShown) : undefined
  return shown === undefined ? told : fields[shown]

  function isShown(name: string): boolean {
    return isErrorLike(fields[name]) && !known.isSensitive(name)
  }
}

// `format.metadata()` moves the text of a stack below a field of any name.
function stackHolder(fields: Fields, { isSensitive }: Known): unknown {
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

function fromStack(fields: Fields, known: Known): unknown {
  const { stack, cause, message: said } = fields
  if (typeof stack !== 'string' || !/\n\s+at /.test(stack)) return undefined
  if (isError(known.error) && readField(known.error, 'stack') === stack) {
    return asLogged(known.error, said)
  }
  const [, type = 'Error', message = ''] = head.exec(stack) ?? []
  const told: StackError = { type, message, stack, ...(cause !== undefined && { cause }) }
  return told
}
