import { type ErrorLike, errorType, fieldOf, isErrorLike } from './error-like.ts'
import { toJsonText } from './json-text.ts'
import { toPlain } from './plain.ts'
import type { IsSensitive } from './redact.ts'

/**
 * How a value reads inside a body: text as it is, dates as ISO text, errors as `type: message`,
 * objects as JSON text, everything else as `String` has it. Never throws.
 */
export function toText(value: unknown, isSensitive: IsSensitive): string {
  if (typeof value === 'string') return value
  if (typeof value === 'function') return '[Function]'
  if (typeof value !== 'object' || value === null) return String(value)
  if (isErrorLike(value)) return errorText(value, isSensitive)
  const plain = toPlain(value, '')
  return typeof plain === 'object' ? toJsonText(plain, isSensitive) : toText(plain, isSensitive)
}

/** How an error reads on one line: `type: message`. */
export function errorText(error: ErrorLike, isSensitive: IsSensitive): string {
  const message = messageText(error, isSensitive)
  return message === '' ? errorType(error) : `${errorType(error)}: ${message}`
}

/** The message of an error as text, whatever the program has put there. */
export function messageText(error: ErrorLike, isSensitive: IsSensitive): string {
  const message = fieldOf(error, 'message')
  if (message === undefined || message === null) return ''
  return typeof message === 'object'
    ? toJsonText(message, isSensitive)
    : toText(message, isSensitive)
}
