import type { IsSensitive } from './redact.ts'
import type { Shape } from './shape.ts'
import { clip } from './utf8.ts'

/** The dotted name of one value, as it goes on the wire. */
export interface AttributeName {
  readonly text: string
  /** The last part of the name is one whose values are kept back. */
  readonly sensitive: boolean
  /** The names below this one, by key. */
  readonly below: Map<string, AttributeName>
}

/** Names that Sentry writes itself: it overwrites what is sent under them, or misreads it. */
const reserved =
  /^sentry\.(?:body|severity_text|span_id|timestamp_(?:nanos|precise)|observed_timestamp_nanos|payload_size_bytes|_meta\..*)$/s
/** The conventions spell the name of a header as it was sent. */
const header = /^http\.(?:request|response)\.header\./
const maxPartBytes = 1024
const maxRemembered = 4096
const maxRememberedLength = 128

/**
 * Makes names of keys, and remembers them: a program's keys come again and again, and joining,
 * repairing and checking a name costs more than everything else that is done with it.
 */
export class AttributeNames {
  /** Above all names. */
  readonly root: AttributeName = { text: '', sensitive: false, below: new Map() }
  readonly #isSensitive: IsSensitive
  readonly #naming: Shape['attributeNaming']
  #remembered = 0

  constructor({ attributeNaming, isSensitive }: Pick<Shape, 'attributeNaming' | 'isSensitive'>) {
    this.#isSensitive = isSensitive
    this.#naming = attributeNaming
  }

  /** The name of a key below another name; undefined for a key of blanks, and where Sentry has the name for itself. */
  below(parent: AttributeName, key: string): AttributeName | undefined {
    return parent.below.get(key) ?? this.#make(parent, key)
  }

  #make(parent: AttributeName, key: string): AttributeName | undefined {
    const part = namePart(key)
    if (part === '') return undefined
    const text = this.#spell(parent.text === '' ? part : `${parent.text}.${part}`)
    if (reserved.test(text)) return undefined
    const name = {
      text,
      sensitive: this.#isSensitive(key) || this.#isSensitive(text),
      below: new Map<string, AttributeName>(),
    }
    if (key.length > maxRememberedLength) return name
    if (this.#remembered >= maxRemembered) {
      this.root.below.clear()
      this.#remembered = 0
    }
    parent.below.set(key, name)
    this.#remembered++
    return name
  }

  #spell(name: string): string {
    return this.#naming === 'as-is' || header.test(name) ? name : snakeCase(name)
  }
}

const namesOfClients = new WeakMap<IsSensitive, Map<Shape['attributeNaming'], AttributeNames>>()

/** The names that all logs of one configuration share. */
export function namesFor(shape: Shape): AttributeNames {
  let byNaming = namesOfClients.get(shape.isSensitive)
  if (byNaming === undefined) {
    byNaming = new Map()
    namesOfClients.set(shape.isSensitive, byNaming)
  }
  let names = byNaming.get(shape.attributeNaming)
  if (names === undefined) {
    names = new AttributeNames(shape)
    byNaming.set(shape.attributeNaming, names)
  }
  return names
}

/** What of a key goes into a name: without blanks around it, well-formed, and no longer than makes sense. */
export function namePart(key: string): string {
  return clip(key.trim(), maxPartBytes)
}

/** `userId` and `User-Id` become `user_id`, `HTTPStatus` `http_status`; dots stay. */
function snakeCase(name: string): string {
  return name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1_$2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .replaceAll(/[-\s]+/g, '_')
    .toLowerCase()
}
