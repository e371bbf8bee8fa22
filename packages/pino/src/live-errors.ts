import { types } from 'node:util'
import { isErrorLike, readField } from '@logs-to-sentry/core'
import { isFields, type Fields } from './fields.ts'
import { findRewriting, readInternal } from './logger-internals.ts'

/** What pino leaves on a destination that asks for it, just before it writes a line there. */
export interface LastCall {
  /** The fields of the line, as the call and a mixin gave them. */
  readonly lastObj?: unknown
  /** The logger that writes the line, perhaps a child. */
  readonly lastLogger?: unknown
}

/**
 * Puts the errors of a call in the place of what pino wrote of them: under any key but the logger's
 * `errorKey` that is `{}`, or their own fields alone.
 *
 * Only where pino wrote an error just as it was. What the logger redacts, serializes or formats, and
 * what an error tells of itself by `toJSON`, stays as in the line. Gives a copy, or undefined where
 * there is no such error. Never throws.
 */
export function withErrors(
  value: unknown,
  nestedKey: string | undefined,
  call: LastCall,
): Fields | undefined {
  if (!isFields(call.lastObj) || !isFields(value)) return undefined
  try {
    const nested = nestedKey === undefined ? undefined : value[nestedKey]
    if (nestedKey === undefined || !isFields(nested)) return putErrors(value, call)
    const put = putErrors(nested, call)
    return put && { __proto__: null, ...value, [nestedKey]: put }
  } catch {
    return undefined
  }
}

function putErrors(fields: Fields, { lastObj, lastLogger }: LastCall): Fields | undefined {
  let put: Record<string, unknown> | undefined
  for (const key of Object.keys(fields)) {
    const written = fields[key]
    if (!isFields(written) || isErrorLike(written)) continue
    const error: unknown = Object.getOwnPropertyDescriptor(lastObj, key)?.value
    if (!isError(error) || !isWrittenAsIs(error, written, key, lastLogger)) continue
    put ??= { __proto__: null, ...fields }
    put[key] = error
  }
  return put
}

const isError = (value: unknown): value is Error =>
  types.isNativeError(value) || value instanceof Error

function isWrittenAsIs(error: Error, written: Fields, key: string, logger: unknown): boolean {
  const rewriting = findRewriting(logger, key)
  return (
    rewriting !== undefined &&
    Object.values(rewriting).every((rewrite) => rewrite === undefined) &&
    readInternal(logger, 'errorKey') !== key &&
    readField(readInternal(logger, 'formatters'), 'log') === undefined &&
    readField(readInternal(logger, 'hooks'), 'streamWrite') === undefined &&
    readField(error, 'toJSON') === undefined &&
    Object.keys(written).every((name) => Object.hasOwn(error, name))
  )
}
