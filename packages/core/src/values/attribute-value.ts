import { type ErrorLike, isErrorLike } from './error-like.ts'
import { toJsonText } from './json-text.ts'
import type { AttributeValue } from '../log.ts'
import { plainBigint, readOrTell } from './plain.ts'
import type { IsSensitive } from './redact.ts'
import { clip, cut, fits, isPlainText, markerBytes, toWellFormed } from './utf8.ts'

const errorSearchLength = 100

/** What decides how one value is written. */
export interface ValueShape {
  readonly maxValueBytes: number
  readonly arrays: 'array' | 'json'
  readonly isSensitive: IsSensitive
}

/** One attribute for a value that is not an object; undefined for what has no value: null, functions, symbols. */
export function scalarValue(
  value: unknown,
  maxBytes: number,
): string | number | boolean | undefined {
  switch (typeof value) {
    case 'string':
      return clip(value, maxBytes)
    case 'number':
      if (!Number.isFinite(value)) return String(value)
      return value === 0 ? 0 : value
    case 'boolean':
      return value
    case 'bigint':
      return scalarValue(plainBigint(value), maxBytes)
    default:
      return undefined
  }
}

/**
 * One attribute for an object: lists of one kind as lists, everything else as JSON text.
 * `onError` is shown each error that becomes text.
 */
export function objectValue(
  value: object,
  { arrays, isSensitive, maxValueBytes }: ValueShape,
  onError?: (error: ErrorLike) => void,
): AttributeValue {
  const list = arrays === 'array' ? listValue(value, maxValueBytes) : undefined
  return list ?? toJsonText(value, isSensitive, maxValueBytes, onError)
}

/** Tells whether all of a list is in the attribute that was made of it. */
export function isWhole(written: AttributeValue, list: readonly unknown[]): boolean {
  return Array.isArray(written) && written.length === list.length
}

/** The first error among the first items of a list. */
export function findErrorIn(list: readonly unknown[]): ErrorLike | undefined {
  const length = Math.min(list.length, errorSearchLength)
  for (let index = 0; index < length; index++) {
    const item = readOrTell(list, index)
    if (isErrorLike(item)) return item
  }
  return undefined
}

/** A copy of a list of texts, numbers or booleans, as far as there is room; undefined for anything else. */
function listValue(value: object, maxBytes: number): AttributeValue | undefined {
  try {
    if (!Array.isArray(value)) return undefined
    if (value.length === 0) return []
    switch (typeof value[0]) {
      case 'string':
        return copyTexts(value, maxBytes)
      case 'number':
      case 'bigint':
        return copyAll(value, toNumber, maxBytes / 8)
      case 'boolean':
        return copyAll(value, toBoolean, maxBytes)
      default:
        return undefined
    }
  } catch {
    return undefined
  }
}

function copyAll<Item>(
  values: readonly unknown[],
  toItem: (value: unknown) => Item | undefined,
  maxItems: number,
): Item[] | undefined {
  const items: Item[] = []
  const length = Math.min(values.length, Math.floor(maxItems))
  for (let index = 0; index < length; index++) {
    const item = toItem(values[index])
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}

function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'bigint' ? plainBigint(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number || 0 : undefined
}

function toBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function copyTexts(values: readonly unknown[], maxBytes: number): string[] | undefined {
  const { length } = values
  const texts: string[] = []
  let left = maxBytes
  for (let index = 0; index < length; index++) {
    const text = values[index]
    if (typeof text !== 'string') return undefined
    if (isPlainText(text, left)) {
      texts.push(text)
      left -= Math.max(text.length, 1)
      continue
    }
    if (!fits(text, left)) return endCut(texts, text, left)
    texts.push(toWellFormed(text))
    left -= sizeOf(text)
  }
  return texts
}

/** Ends a cut list with the mark, and gives up texts before it where the mark has no room. */
function endCut(texts: string[], next: string, roomLeft: number): string[] {
  let left = roomLeft
  let last = next
  while (left < markerBytes && texts.length > 0) {
    last = texts.pop() ?? ''
    left += sizeOf(last)
  }
  texts.push(toWellFormed(cut(last, left)))
  return texts
}

/** An empty text takes a byte here, so that a list of millions of them ends as well. */
function sizeOf(text: string): number {
  return Math.max(Buffer.byteLength(text), 1)
}
