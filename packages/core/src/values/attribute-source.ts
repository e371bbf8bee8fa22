import type { AttributeName } from './attribute-names.ts'
import type { DataObject } from './plain.ts'

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
