import { isIntegerLiteral, isObject, member } from './json.ts'
import type { Note } from './problem.ts'
import { show } from './problem.ts'

/** A value that Sentry stores for an attribute. */
export type StoredValue = string | number | boolean | readonly (string | number | boolean | null)[]

/** An attribute as Sentry would store it. */
export interface StoredAttribute {
  readonly value: StoredValue
  readonly type: string
}

/** Names that Relay writes itself: what a sender puts there is overwritten or misread. */
const reserved = new Set([
  'sentry.body',
  'sentry.severity_text',
  'sentry.span_id',
  'sentry.timestamp_nanos',
  'sentry.timestamp_precise',
  'sentry.observed_timestamp_nanos',
  'sentry.payload_size_bytes',
])

/** Judges one attribute. Undefined: Relay would remove it. */
export function judgeAttribute(
  name: string,
  attribute: unknown,
  literals: unknown,
  note: Note,
): StoredAttribute | undefined {
  if (reserved.has(name) || name.startsWith('sentry._meta.')) note('attribute-reserved', name)
  if (!isObject(attribute)) {
    note('attribute-shape', `${name} is ${show(attribute)}`)
    return undefined
  }
  const { value, type, unit, ...others } = attribute
  for (const other of Object.keys(others)) note('attribute-shape', `${name} has ${other}`)
  if (unit !== undefined && typeof unit !== 'string')
    note('attribute-shape', `${name} has unit ${show(unit)}`)
  if (typeof type !== 'string') {
    note('attribute-shape', `${name} has type ${show(type)}`)
    return undefined
  }
  const accepts = Object.hasOwn(accepted, type) ? accepted[type] : undefined
  if (accepts === undefined) {
    note('attribute-type', `${name} has type ${type}`)
    return undefined
  }
  if (!isStorable(value) || !accepts(value, member(literals, 'value'))) {
    note('attribute-value', `${name} is ${type} but has ${show(member(literals, 'value'))}`)
    return undefined
  }
  return { type, value }
}

/** What each wire type takes, by the value and the source text of its numbers: protocol.md 5.1. */
const accepted: Readonly<Record<string, (value: StoredValue, literal: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value, literal) => typeof value === 'number' && isIntegerLiteral(literal),
  double: (value) => typeof value === 'number',
  array: (value) =>
    Array.isArray(value) &&
    new Set(value.filter((one) => one !== null).map((one) => typeof one)).size <= 1,
}

function isStorable(value: unknown): value is StoredValue {
  return Array.isArray(value)
    ? value.every((one) => one === null || isScalar(one))
    : isScalar(value)
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
