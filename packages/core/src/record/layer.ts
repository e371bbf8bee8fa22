import type { AttributeKey } from '../values/attribute-key.ts'
import type { AttributeSink } from '../values/attribute-sink.ts'
import type { AttributeNames } from '../values/attribute-names.ts'
import type { AttributeValue, Attributes } from '../log.ts'
import { memberJson, valueBytes } from './member.ts'
import { TextSink } from './text-sink.ts'

/** Attributes that many logs have, written once. */
export class Layer {
  readonly #names: AttributeNames
  readonly #texts: readonly string[]
  readonly #values: readonly AttributeValue[]
  readonly #json: string
  readonly #billedBytes: number
  /** Whether a template is sent depends on what else there is. */
  readonly #isWhole: boolean
  #keys: readonly AttributeKey[] = []
  #generation: number | undefined

  constructor(attributes: Attributes, names: AttributeNames) {
    this.#names = names
    const members = Object.entries(attributes)
    this.#texts = members.map(([name]) => name)
    this.#values = members.map(([, value]) => value)
    this.#isWhole = !this.#texts.some((name) => name.startsWith('sentry.message.'))
    this.#json = members.map(([name, value]) => memberJson(name, value)).join('')
    this.#billedBytes = members.reduce(
      (bytes, [name, value]) => bytes + Buffer.byteLength(name) + valueBytes(value),
      0,
    )
  }

  /** Adds to a log what it does not have yet. */
  addTo(sink: AttributeSink): void {
    if (this.#texts.length === 0) return
    if (this.#generation !== this.#names.generation) this.#findKeys()
    if (
      this.#isWhole &&
      sink instanceof TextSink &&
      sink.addWritten(this.#keys, this.#json, this.#billedBytes)
    )
      return
    this.#forEach((key, value) => sink.add(key, value))
  }

  /** Keeps all else of these names out of a log, for {@link addClaimed}. */
  claimIn(sink: AttributeSink): void {
    if (this.#generation !== this.#names.generation) this.#findKeys()
    for (const key of this.#keys) sink.claim(key)
  }

  /** Adds what {@link claimIn} has kept the names for. */
  addClaimed(sink: AttributeSink): void {
    if (sink instanceof TextSink) sink.addClaimedWritten(this.#json, this.#billedBytes)
    else this.#forEach((key, value) => sink.addClaimed(key, value))
  }

  #forEach(use: (key: AttributeKey, value: AttributeValue) => void): void {
    for (let at = 0; at < this.#keys.length; at++) {
      const key = this.#keys[at]
      const value = this.#values[at]
      if (key !== undefined && value !== undefined) use(key, value)
    }
  }

  #findKeys(): void {
    this.#generation = this.#names.generation
    this.#keys = this.#texts.map((name) => this.#names.key(name))
  }
}
