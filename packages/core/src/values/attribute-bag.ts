import type { AttributeKey } from './attribute-key.ts'
import type { AttributeSink } from './attribute-sink.ts'
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

/** Gathers attributes in an object. */
export class BagSink implements AttributeSink {
  readonly attributes: Attributes = createAttributes()
  #claimed: readonly string[] = []

  add({ text }: AttributeKey, value: AttributeValue): boolean {
    if (text in this.attributes || this.#claimed.includes(text)) return false
    this.attributes[text] = value
    return true
  }

  claim({ text }: AttributeKey): void {
    this.#claimed = [...this.#claimed, text]
  }
}
