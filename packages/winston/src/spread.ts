import { isErrorLike, readField, readFields } from '@logs-to-sentry/core'

const none: readonly unknown[] = []

type Fields = Readonly<Record<PropertyKey, unknown>>

/** Whether winston makes the fields of an argument fields of the info. */
export function isMerged(argument: unknown): argument is object {
  if (typeof argument !== 'object' || argument === null) return false
  try {
    return isErrorLike(argument) || Object.prototype.toString.call(argument) === '[object Object]'
  } catch {
    return false
  }
}

/** Recognises lists; one that cannot be read is none. */
export function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value)
  } catch {
    return false
  }
}

/** Copies the items of a list; the fields of anything else. */
export function itemsOf(list: unknown): readonly unknown[] {
  if (list === undefined) return none
  try {
    if (isList(list)) return Array.from(list)
  } catch {
    // One that throws is read item by item.
  }
  return Object.values(readFields(list))
}

/**
 * Puts together a text that `format.splat()` has taken for an object and spread over the fields
 * `0`, `1` and so on, a character each. Empty where there is none.
 */
export function spreadText(fields: Fields): string {
  let text = ''
  for (;;) {
    const character = fields[text.length]
    if (typeof character !== 'string' || character.length !== 1) return text
    text += character
  }
}

/** Counts the elements of a list that winston has taken for an object and spread in the same way. */
export function countSpread(fields: Fields, list: unknown): number {
  if (!isList(list) && !ArrayBuffer.isView(list)) return 0
  let count = 0
  while (Object.hasOwn(fields, count) && fields[count] === readField(list, count)) count += 1
  return count
}
