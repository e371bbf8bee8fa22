import type { AttributeKey } from './attribute-key.ts'
import type { AttributeSink } from './attribute-sink.ts'
import { createBag } from './bag.ts'
import type { AttributeValue, Attributes } from '../log.ts'

/** Gathers attributes in an object. */
export class BagSink implements AttributeSink {
  readonly attributes: Attributes = createBag()
  #claimed: readonly string[] = []

  add({ text }: AttributeKey, value: AttributeValue): boolean {
    if (text in this.attributes || this.#claimed.includes(text)) return false
    this.attributes[text] = value
    return true
  }

  addClaimed({ text }: AttributeKey, value: AttributeValue): void {
    this.attributes[text] = value
  }

  claim({ text }: AttributeKey): void {
    this.#claimed = [...this.#claimed, text]
  }
}
