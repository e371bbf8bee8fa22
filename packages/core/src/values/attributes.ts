import { objectValue, scalarValue } from './attribute-value.ts'
import { BagSink } from './attribute-bag.ts'
import { namesFor } from './attribute-names.ts'
import type { Target } from './attribute-sink.ts'
import { AttributesBuilder } from './attributes-builder.ts'
import { isErrorLike, type ErrorLike } from './error-like.ts'
import type { AttributeValue, Attributes } from '../log.ts'
import { fieldOrTell, toPlain } from './plain.ts'
import { filtered } from './redact.ts'
import type { Shape } from './shape.ts'
import { toText } from './text.ts'
import { clip } from './utf8.ts'

export { defaultShape, type Shape } from './shape.ts'

/** What an adapter knows of the raw attributes. */
export interface AttributesFrom {
  /** The error that the line is about. */
  readonly error?: unknown
  /** Names that are not to become attributes, wherever they come about. */
  readonly skip?: ReadonlySet<string> | undefined
  /** Fields of the raw attributes themselves that are not to become attributes. */
  readonly omit?: ReadonlySet<string> | undefined
  /** Raw attributes that win. */
  readonly first?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Makes typed attributes of raw JavaScript values, within the bounds of the shape.
 *
 * `raw` is only read, and nothing of it is kept. Never throws: a value that cannot be read is
 * replaced by a text that says so. Where two values claim one name, the one nearest to the top wins.
 */
export function addAttributes(
  raw: Readonly<Record<string, unknown>>,
  target: Target,
  from: AttributesFrom = {},
): void {
  const builder = new AttributesBuilder(target, primaryError(raw, target.shape, from), from.skip)
  if (from.first !== undefined) builder.add(from.first)
  builder.add(raw, from.omit)
  builder.run()
}

/** The same in an object that inherits nothing. */
export function buildAttributes(
  raw: Readonly<Record<string, unknown>>,
  shape: Shape,
  from?: AttributesFrom,
): Attributes {
  const sink = new BagSink()
  const names = namesFor(shape)
  names.tidy()
  addAttributes(raw, { shape, names, sink }, from)
  return sink.attributes
}

/** Makes one attribute of one value, objects as JSON text; undefined for what has no value: null, functions, symbols. */
export function toAttributeValue(
  value: unknown,
  name: string,
  shape: Shape,
): AttributeValue | undefined {
  const { isSensitive, maxValueBytes } = shape
  if (typeof value !== 'object' || value === null) {
    const scalar = scalarValue(value, maxValueBytes)
    return scalar !== undefined && isSensitive(name) ? filtered : scalar
  }
  if (isSensitive(name)) return filtered
  if (isErrorLike(value)) return clip(toText(value, isSensitive), maxValueBytes)
  const plain = toPlain(value, name)
  return typeof plain === 'object' && plain !== null
    ? objectValue(plain, shape)
    : (scalarValue(plain, maxValueBytes) ?? clip(toText(plain, isSensitive), maxValueBytes))
}

const errorKeys: readonly string[] = ['err', 'error']

function primaryError(
  raw: Readonly<Record<string, unknown>>,
  shape: Shape,
  { error, skip }: AttributesFrom,
): ErrorLike | undefined {
  if (isErrorLike(error)) return error
  for (const key of errorKeys) {
    const value = fieldOrTell(raw, key)
    if (isErrorLike(value) && skip?.has(key) !== true && !shape.isSensitive(key)) return value
  }
  return undefined
}
