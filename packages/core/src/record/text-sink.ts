import type { AttributeKey } from '../values/attribute-key.ts'
import type { AttributeSink } from '../values/attribute-sink.ts'
import type { AttributeValue } from '../log.ts'
import { memberRest, textEnd, valueBytes } from './member.ts'

/** Writes the attributes of one log as JSON, as they come. */
export class TextSink implements AttributeSink {
  readonly #line: number
  #json = ''
  #billedBytes = 0
  #template: { readonly key: AttributeKey; readonly value: AttributeValue } | undefined
  #hasParameter = false

  /** `line` is a number that no key has been given yet. */
  constructor(line: number) {
    this.#line = line
  }

  /** Members, each with a comma behind it. */
  get json(): string {
    return this.#json
  }

  /** Bytes of names and values as Sentry bills them. */
  get billedBytes(): number {
    return this.#billedBytes
  }

  add(key: AttributeKey, value: AttributeValue, isPlain = false): boolean {
    if (key.line === this.#line) return false
    key.line = this.#line
    if (key.isTemplate) this.#template = { key, value }
    else this.#write(key, value, isPlain)
    return true
  }

  claim(key: AttributeKey): void {
    key.line = this.#line
  }

  addClaimed(key: AttributeKey, value: AttributeValue): void {
    this.#write(key, value, false)
  }

  /** Adds attributes that are written already, unless one of them is there; true when it did. */
  addWritten(keys: readonly AttributeKey[], json: string, billedBytes: number): boolean {
    for (const key of keys) if (key.line === this.#line) return false
    for (const key of keys) key.line = this.#line
    this.addClaimedWritten(json, billedBytes)
    return true
  }

  /** Adds attributes that are written already, of whose names the caller has kept all others out. */
  addClaimedWritten(json: string, billedBytes: number): void {
    this.#json += json
    this.#billedBytes += billedBytes
  }

  /** Sentry takes no template without a parameter. */
  finish(): void {
    if (this.#hasParameter && this.#template !== undefined) {
      this.#write(this.#template.key, this.#template.value, false)
    }
  }

  #write(key: AttributeKey, value: AttributeValue, isPlain: boolean): void {
    if (key.isParameter) this.#hasParameter = true
    if (isPlain && typeof value === 'string') {
      this.#json = this.#json + key.textStart + value + textEnd
      this.#billedBytes += key.bytes + value.length
    } else {
      this.#json = this.#json + key.start + memberRest(value)
      this.#billedBytes += key.bytes + valueBytes(value)
    }
  }
}
