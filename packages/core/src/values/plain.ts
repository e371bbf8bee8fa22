import { types } from 'node:util'
import { throwsText } from './error-like.ts'

/**
 * Replaces an object that stands for a single value by that value: dates, binary data, boxed
 * values, regular expressions, and whatever has a `toJSON`. Other objects come back as they are.
 * Never throws: an object that cannot be read is replaced by a text that says so.
 */
export function toPlain(value: object, name: string): unknown {
  try {
    return plainOf(value, name)
  } catch (reason) {
    return throwsText(reason)
  }
}

/** An object that is looked into by the names of its fields. */
export interface DataObject {
  readonly [name: string]: unknown
}

/** Tells objects with fields from lists, maps and sets. */
export function hasFields(value: object): value is DataObject {
  if (Array.isArray(value)) return false
  return (
    Object.getPrototypeOf(value) === Object.prototype || !(types.isMap(value) || types.isSet(value))
  )
}

/** Reads one field; where that throws, a text that says so. */
export function fieldOrTell(source: DataObject, name: string): unknown {
  try {
    return source[name]
  } catch (reason) {
    return throwsText(reason)
  }
}

/** Tells what has properties; `Reflect.get` would take several times as long to read one. */
export function isReadable(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Reads one field or item; where that throws, a text that says so. */
export function readOrTell(source: object, name: PropertyKey): unknown {
  try {
    return isReadable(source) ? source[name] : undefined
  } catch (reason) {
    return throwsText(reason)
  }
}

function plainOf(value: object, name: string): unknown {
  const single = singleValue(value)
  if (single !== value || !hasFields(value)) return single
  const toJSON = toJsonOf(value)
  if (typeof toJSON !== 'function') return value
  const made: unknown = Reflect.apply(toJSON, value, [name])
  return typeof made === 'object' && made !== null ? singleValue(made) : made
}

/** The value that a built-in object stands for; the object itself where it is more than one. */
function singleValue(value: object): unknown {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    if (!hasFields(value)) return value
    if (types.isDate(value)) return dateText(value)
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value))
      return bytesText(value.byteLength)
    if (types.isBoxedPrimitive(value)) return unboxed(value)
    if (types.isRegExp(value)) return RegExp.prototype.toString.call(value)
  }
  return isSerializedBuffer(value) ? bytesText(value.data.length) : value
}

/** ISO text with milliseconds, or `Invalid Date`. */
function dateText(date: Date): string {
  const time = Date.prototype.getTime.call(date)
  return Number.isNaN(time) ? 'Invalid Date' : Date.prototype.toISOString.call(date)
}

/** A number where it holds the integer exactly, else its digits as text. */
export function plainBigint(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function bytesText(length: number): string {
  return `<Buffer ${length} bytes>`
}

function unboxed(value: object): unknown {
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value)
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value)
  if (types.isBooleanObject(value)) return Boolean.prototype.valueOf.call(value)
  if (types.isBigIntObject(value)) return BigInt.prototype.valueOf.call(value)
  return undefined
}

// Where one of these cannot be read, the object is looked into all the same: the field says so there.

function toJsonOf(value: { readonly toJSON?: unknown }): unknown {
  try {
    return value.toJSON
  } catch {
    return undefined
  }
}

/** What `JSON.stringify` makes of a Buffer, as it arrives in a line that a logger wrote. */
function isSerializedBuffer(value: {
  readonly type?: unknown
  readonly data?: unknown
}): value is { readonly data: readonly unknown[] } {
  try {
    return value.type === 'Buffer' && Array.isArray(value.data)
  } catch {
    return false
  }
}
