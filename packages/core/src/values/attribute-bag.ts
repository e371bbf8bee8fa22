import type { AttributeValue, Attributes } from '../log.ts'

/** Inherits from an empty object: as safe as one without a prototype, which V8 keeps as a slower hash table. */
class AttributeBag {
  [name: string]: AttributeValue
}
Object.setPrototypeOf(AttributeBag.prototype, null)
Reflect.deleteProperty(AttributeBag.prototype, 'constructor')

/** Makes an empty object for attributes in which no name has a meaning of its own, `__proto__` included. */
export function createAttributes(): Attributes {
  return new AttributeBag()
}
