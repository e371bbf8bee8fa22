import { types } from 'node:util'
import {
  errorFields,
  errorType,
  fieldOf,
  isErrorLike,
  throwsText,
  type ErrorLike,
} from './error-like.ts'
import { type DataObject, hasFields, plainBigint, readOrTell, toPlain } from './plain.ts'
import { withoutSensitiveHeaders } from './raw-headers.ts'
import { filtered, type IsSensitive } from './redact.ts'
import { stringify } from './stringify.ts'
import { cut, toWellFormed, truncate } from './utf8.ts'

const defaultMaxBytes = 512 * 1024
const maxNesting = 100
const maxKeyBytes = 256

/**
 * Writes anything as JSON text, on one line: cycles are `"[Circular]"`, maps are objects, sets
 * arrays, errors objects with type, message and stack; sensitive names hold `"[Filtered]"` at every
 * depth. Never throws. The work ends where `maxBytes` of text are reached; such a text is cut and marked.
 * `onError` is shown each error on the way.
 */
export function toJsonText(
  value: unknown,
  isSensitive: IsSensitive,
  maxBytes: number = defaultMaxBytes,
  onError?: (error: ErrorLike) => void,
): string {
  return new JsonWriter({ isSensitive, maxBytes, onError, isKey: false }).write(value)
}

interface WriterOptions {
  readonly isSensitive: IsSensitive
  readonly maxBytes: number
  readonly onError?: ((error: ErrorLike) => void) | undefined
  /** What is written is the key of a map: there the keys of maps are no more looked into. */
  readonly isKey: boolean
}

type Entry = readonly [name: string, value: unknown]

class JsonWriter {
  readonly #options: WriterOptions
  readonly #ancestors: object[] = []
  #text = ''
  #charactersLeft: number
  /** How many more values that JSON has no text for may be passed over. */
  #omissionsLeft: number

  constructor(options: WriterOptions) {
    this.#options = options
    this.#charactersLeft = options.maxBytes
    this.#omissionsLeft = options.maxBytes
  }

  write(value: unknown): string {
    this.#value(resolve(value, '') ?? null)
    const { maxBytes } = this.#options
    return this.#isExhausted ? cut(this.#text, maxBytes) : truncate(this.#text, maxBytes)
  }

  get #isExhausted(): boolean {
    return this.#charactersLeft < 0 || this.#omissionsLeft < 0
  }

  #value(value: unknown): void {
    if (typeof value === 'string') this.#string(value)
    else if (typeof value === 'number') this.#number(value)
    else if (typeof value === 'object' && value !== null) this.#object(value)
    else this.#raw(String(value))
  }

  #raw(text: string): void {
    this.#text += text
    this.#charactersLeft -= text.length
  }

  #string(text: string): void {
    const room = Math.max(this.#charactersLeft, 0) + 1
    const head = text.length > room ? text.slice(0, room) : text
    this.#raw(stringify(toWellFormed(head)))
  }

  #number(value: number): void {
    if (!Number.isFinite(value)) this.#raw(`"${value}"`)
    else this.#raw(value === 0 ? '0' : String(value))
  }

  #object(value: object): void {
    if (this.#ancestors.includes(value)) {
      this.#raw('"[Circular]"')
    } else if (this.#ancestors.length >= maxNesting) {
      this.#raw('"[Object]"')
    } else {
      this.#ancestors.push(value)
      try {
        this.#content(value)
      } catch (reason) {
        this.#string(throwsText(reason))
      }
      this.#ancestors.pop()
    }
  }

  #content(value: object): void {
    if (isErrorLike(value)) {
      this.#options.onError?.(value)
      this.#members(errorEntries(value))
    } else if (hasFields(value)) this.#members(objectEntries(value))
    else if (types.isMap(value)) this.#members(this.#mapEntries(value))
    else if (types.isSet(value)) this.#elements(Set.prototype.values.call(value))
    else if (Array.isArray(value)) this.#elements(arrayValues(value))
  }

  #elements(values: Iterable<unknown>): void {
    let separator = '['
    for (const value of values) {
      if (this.#isExhausted) return
      this.#raw(separator)
      this.#value(resolve(value, '') ?? null)
      separator = ','
    }
    this.#raw(separator === '[' ? '[]' : ']')
  }

  #members(entries: Iterable<Entry>): void {
    const { isSensitive } = this.#options
    let separator = '{'
    for (const [name, value] of entries) {
      if (this.#isExhausted) return
      const resolved = resolve(withoutSensitiveHeaders(name, value, isSensitive), name)
      if (resolved === undefined) {
        this.#omissionsLeft--
        continue
      }
      this.#raw(separator)
      this.#string(name)
      this.#raw(':')
      this.#value(isSensitive(name) ? filtered : resolved)
      separator = ','
    }
    this.#raw(separator === '{' ? '{}' : '}')
  }

  *#mapEntries(map: ReadonlyMap<unknown, unknown>): Generator<Entry> {
    for (const [key, value] of Map.prototype.entries.call(map)) {
      yield [this.#mapKey(key), value]
    }
  }

  #mapKey(key: unknown): string {
    if (typeof key === 'function') return '[Function]'
    if (typeof key !== 'object' || key === null) return String(key)
    if (this.#options.isKey) return '[Object]'
    const { isSensitive } = this.#options
    return new JsonWriter({ isSensitive, maxBytes: maxKeyBytes, isKey: true }).write(key)
  }
}

/** What is to be written for a value; undefined where JSON has nothing for it. */
function resolve(value: unknown, name: string): unknown {
  const isData = typeof value === 'object' && value !== null && !isErrorLike(value)
  const plain = isData ? toPlain(value, name) : value
  if (typeof plain === 'function' || typeof plain === 'symbol') return undefined
  return typeof plain === 'bigint' ? plainBigint(plain) : plain
}

function* arrayValues(array: readonly unknown[]): Generator {
  const { length } = array
  for (let index = 0; index < length; index++) yield readOrTell(array, index)
}

function* objectEntries(source: DataObject): Generator<Entry> {
  for (const name of Object.keys(source)) yield [name, readOrTell(source, name)]
}

function* errorEntries(error: ErrorLike): Generator<Entry> {
  const own = Object.keys(error)
  yield ['type', errorType(error)]
  yield ['message', fieldOf(error, 'message') ?? '']
  for (const name of own) {
    if (!errorFields.has(name)) yield [name, readOrTell(error, name)]
  }
  if (!own.includes('errors')) yield ['errors', fieldOf(error, 'errors')]
  yield ['aggregateErrors', fieldOf(error, 'aggregateErrors')]
  yield ['cause', fieldOf(error, 'cause')]
  yield ['stack', fieldOf(error, 'stack')]
}
