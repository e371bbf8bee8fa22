import type { AttributeName } from './attribute-names.ts'
import { toJsonText } from './json-text.ts'
import { type DataObject, readOrTell } from './plain.ts'
import { withoutSensitiveHeaders } from './raw-headers.ts'
import type { Shape } from './shape.ts'

/** An object whose fields are to become attributes. */
export interface Source {
  /** What the names of its fields begin with. */
  readonly name: AttributeName
  readonly fields: DataObject
  /** Fields that are told elsewhere, or not at all. */
  readonly skip: ReadonlySet<string> | undefined
  /** Parts that the names of its fields have. */
  readonly depth: number
  /** What it was found in. */
  readonly parent: Source | undefined
}

/** Tells whether an object is the one of a source, or one around it. */
export function isIn(object: object, source: Source): boolean {
  for (let outer: Source | undefined = source; outer !== undefined; outer = outer.parent) {
    if (outer.fields === object) return true
  }
  return false
}

/** Tells whether a field is left out; those of the line itself are also where they are `blocked`. */
export function isSkipped(
  key: string,
  { skip, parent }: Source,
  blocked: ReadonlySet<string> | undefined,
): boolean {
  return skip?.has(key) === true || (parent === undefined && blocked?.has(key) === true)
}

/** The value of a field without the sensitive headers that it may hold. */
export function withoutHeaders(
  value: unknown,
  key: string,
  { holdsHeaders }: AttributeName,
  { isSensitive }: Shape,
): unknown {
  return holdsHeaders ? withoutSensitiveHeaders(key, value, isSensitive) : value
}

/** The fields as JSON text, without a copy of what they hold; undefined where there are none. */
export function fieldsText({ fields, skip }: Source, shape: Shape): string | undefined {
  const keys = Object.keys(fields).filter((key) => skip?.has(key) !== true)
  if (keys.length === 0) return undefined
  const chosen = Object.fromEntries(keys.map((key) => [key, readOrTell(fields, key)]))
  return toJsonText(chosen, shape.isSensitive, shape.maxValueBytes)
}
