import { AttributeKey } from './attribute-key.ts'
import { headerFields } from './raw-headers.ts'
import type { IsSensitive } from './redact.ts'
import type { Shape } from './shape.ts'
import { clip } from './utf8.ts'

/** A way of keys to a value, and the dotted name that goes on the wire for it. */
export interface AttributeName {
  readonly key: AttributeKey
  /** The last part of the name is one whose values are kept back. */
  readonly sensitive: boolean
  /** Under such a key requests and responses of Node hold headers once more. */
  readonly holdsHeaders: boolean
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

const isLong = (text: string): boolean => text.length > 2 * maxRememberedLength

const createRoot = (): AttributeName => ({
  key: new AttributeKey(''),
  sensitive: false,
  holdsHeaders: false,
  below: new Map(),
})

/**
 * Makes names of keys, and remembers them: a program's keys come again and again, and joining,
 * repairing and checking a name costs more than everything else that is done with it.
 */
export class AttributeNames {
  readonly #isSensitive: IsSensitive
  readonly #naming: Shape['attributeNaming']
  readonly #keys = new Map<string, AttributeKey>()
  /** Keys that are too long to be remembered for longer than a line. */
  readonly #longKeys = new Map<string, AttributeKey>()
  #root = createRoot()
  #remembered = 0
  #line = 0
  #isWriting = false
  #generation = 0

  constructor({ attributeNaming, isSensitive }: Pick<Shape, 'attributeNaming' | 'isSensitive'>) {
    this.#isSensitive = isSensitive
    this.#naming = attributeNaming
  }

  /** Above all names. */
  get root(): AttributeName {
    return this.#root
  }

  /** Changes when keys are forgotten; those from before must not meet new ones of the same name. */
  get generation(): number {
    return this.#generation
  }

  /**
   * Begins a line that is told from others by the number in its keys. Undefined while one is written
   * already: what is read for a line may log.
   */
  beginLine(): number | undefined {
    if (this.#isWriting) return undefined
    this.tidy()
    this.#isWriting = true
    this.#line += 1
    return this.#line
  }

  endLine(): void {
    this.#isWriting = false
  }

  /** Forgets names where they have become too many, which programs make of what they are given. */
  tidy(): void {
    if (this.#isWriting) return
    if (this.#longKeys.size > 0) this.#longKeys.clear()
    if (this.#remembered >= maxRemembered) this.#forget()
  }

  /** The key of a name: one for each, however it came about. */
  key(text: string): AttributeKey {
    return this.#keys.get(text) ?? this.#longKeys.get(text) ?? this.#makeKey(text)
  }

  /** The name of a key below another name; undefined for a key of blanks, and where Sentry has the name for itself. */
  below(parent: AttributeName, key: string): AttributeName | undefined {
    return parent.below.get(key) ?? this.#make(parent, key)
  }

  #make(parent: AttributeName, key: string): AttributeName | undefined {
    const part = namePart(key)
    if (part === '') return undefined
    const above = parent.key.text
    const text = this.#spell(above === '' ? part : `${above}.${part}`)
    if (reserved.test(text)) return undefined
    const name = {
      key: this.key(text),
      sensitive: this.#isSensitive(key) || this.#isSensitive(text),
      holdsHeaders: headerFields.has(key),
      below: new Map<string, AttributeName>(),
    }
    if (key.length > maxRememberedLength || isLong(text)) return name
    parent.below.set(key, name)
    this.#remembered++
    return name
  }

  #makeKey(text: string): AttributeKey {
    const key = new AttributeKey(text)
    if (isLong(text)) {
      this.#longKeys.set(text, key)
    } else {
      this.#keys.set(text, key)
      this.#remembered++
    }
    return key
  }

  #forget(): void {
    this.#root = createRoot()
    this.#keys.clear()
    this.#remembered = 0
    this.#generation += 1
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
    .replaceAll(pattern(String.raw`(\p{Ll}|\d)(\p{Lu})`), '$1_$2')
    .replaceAll(pattern(String.raw`(\p{Lu})(\p{Lu}\p{Ll})`), '$1_$2')
    .replaceAll(/[-\s]+/g, '_')
    .toLowerCase()
}

/** Who does not spell names so has not to wait for V8 to gather all letters, which it does for a literal. */
const pattern = (source: string): RegExp => new RegExp(source, 'gu')
