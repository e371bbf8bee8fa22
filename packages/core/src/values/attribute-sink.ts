import type { AttributeKey } from './attribute-key.ts'
import type { AttributeNames } from './attribute-names.ts'
import type { AttributeValue } from '../log.ts'
import type { Shape } from './shape.ts'

/** What attributes are added to. */
export interface AttributeSink {
  /**
   * Adds an attribute, and tells whether it did: of those of one name the first one stays.
   * `isPlain` says of a text what {@link isPlainText} says.
   */
  add(key: AttributeKey, value: AttributeValue, isPlain?: boolean): boolean

  /** Keeps all attributes of a name out that come later. */
  claim(key: AttributeKey): void

  /** Adds an attribute of whose name the caller has kept all others out. */
  addClaimed(key: AttributeKey, value: AttributeValue): void
}

/** What attributes are built for. */
export interface Target {
  readonly shape: Shape
  readonly names: AttributeNames
  readonly sink: AttributeSink
}
