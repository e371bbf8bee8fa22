import { errorMessage, errorType, isErrorLike } from './error-like.ts'
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
  if (isErrorLike(value)) return errorText(errorType(value), errorMessage(value))
  const plain = toPlain(value, '')
  return typeof plain === 'object' ? toJsonText(plain, isSensitive) : toText(plain, isSensitive)
}

function errorText(type: string, message: string): string {
  return message === '' ? type : `${type}: ${message}`
}
