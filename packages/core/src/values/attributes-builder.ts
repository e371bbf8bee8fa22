import { types } from 'node:util'
import { createAttributes } from './attribute-bag.ts'
import { type AttributeName, type AttributeNames, namesFor } from './attribute-names.ts'
import { isIn, type Source } from './attribute-source.ts'
import { objectValue, scalarValue } from './attribute-value.ts'
import { errorFields, isErrorLike, throwsText, type ErrorLike } from './error-like.ts'
import { describeException, type ExceptionAttributes } from './exception.ts'
import { toJsonText } from './json-text.ts'
import type { AttributeValue, Attributes } from '../log.ts'
import { type DataObject, hasFields, readOrTell, toPlain } from './plain.ts'
import { withoutSensitiveHeaders } from './raw-headers.ts'
import { filtered } from './redact.ts'
import type { Shape } from './shape.ts'
import { clip } from './utf8.ts'

const exceptionRoom = 3
const circular = '[Circular]'
const errorSearchLength = 100
/** Fields without a value (functions, undefined) make no attribute; this is how many are looked at all the same. */
const spareVisits = 10_000
const ownErrorFields: ReadonlySet<string> = new Set(
  [...errorFields].filter((field) => field !== 'type'),
)

/** Fills one log's attributes, level by level: the fields of an object first, then those of the objects in it. */
export class AttributesBuilder {
  readonly #attributes: Attributes = createAttributes()
  readonly #shape: Shape
  readonly #names: AttributeNames
  /** Sources in the order of their depth; more are added while they are gone through. */
  readonly #sources: Source[] = []
  #room: number
  #visitsLeft: number
  #primary: ErrorLike | undefined
  #exception: ExceptionAttributes | undefined

  constructor(shape: Shape, primary: ErrorLike | undefined) {
    this.#shape = shape
    this.#names = namesFor(shape)
    this.#room = shape.maxAttributes
    this.#visitsLeft = shape.maxAttributes + spareVisits
    if (primary !== undefined) this.#choosePrimary(primary)
  }

  /** Adds the fields of the line itself, and what is in them. */
  addAll(raw: DataObject, skip: ReadonlySet<string> | undefined): void {
    this.#sources.push({ name: this.#names.root, fields: raw, skip, depth: 1, parent: undefined })
    for (const source of this.#sources) {
      if (this.#isFull) return
      try {
        if (source.parent === undefined || this.#isSpread(source.depth)) this.#addFields(source)
        else this.#addAsText(source)
      } catch (reason) {
        this.#tell(source.parent === undefined ? 'attributes' : source.name.text, reason)
      }
    }
  }

  #addFields(source: Source): void {
    const { isSensitive } = this.#shape
    for (const key of Object.keys(source.fields)) {
      if (this.#isFull) return
      this.#visitsLeft--
      if (source.skip?.has(key) === true) continue
      const name = this.#names.below(source.name, key)
      if (name === undefined) continue
      const value = withoutSensitiveHeaders(key, readOrTell(source.fields, key), isSensitive)
      if (typeof value === 'object' && value !== null) {
        if (name.sensitive) this.#set(name.text, filtered)
        else this.#tryObject(value, name, key, source)
      } else {
        this.#addScalar(value, name)
      }
    }
  }

  /** The fields of an error that lies too deep for names of their own. */
  #addAsText({ fields, name, skip }: Source): void {
    const keys = Object.keys(fields).filter((key) => skip?.has(key) !== true)
    if (keys.length > 0) this.#set(name.text, fieldsText(fields, keys, this.#shape))
  }

  get #isFull(): boolean {
    return this.#room <= 0 || this.#visitsLeft <= 0
  }

  #isSpread(depth: number): boolean {
    return this.#shape.flatten && depth <= this.#shape.maxDepth
  }

  /** Adds what describes the error, under names that the user's own data has not taken. */
  finish(): Attributes {
    if (this.#exception === undefined) return this.#attributes
    this.#room += exceptionRoom
    this.#set('exception.type', this.#exception.type)
    this.#set('exception.message', this.#exception.message)
    this.#set('exception.stacktrace', this.#exception.stacktrace)
    return this.#attributes
  }

  #set(name: string, value: AttributeValue): void {
    if (this.#room <= 0 || name in this.#attributes) return
    this.#attributes[name] = value
    this.#room--
  }

  /** Says under a name why its value cannot be read. */
  #tell(name: string, reason: unknown): void {
    this.#set(name, clip(throwsText(reason), this.#shape.maxValueBytes))
  }

  #addScalar(value: unknown, name: AttributeName): void {
    const scalar = scalarValue(value, this.#shape.maxValueBytes)
    if (scalar !== undefined) this.#set(name.text, name.sensitive ? filtered : scalar)
  }

  #tryObject(value: object, name: AttributeName, key: string, source: Source): void {
    try {
      this.#addObject(value, name, key, source)
    } catch (reason) {
      this.#tell(name.text, reason)
    }
  }

  #addObject(value: object, name: AttributeName, key: string, source: Source): void {
    if (isErrorLike(value)) return this.#addError(value, name, source)
    const plain = toPlain(value, key)
    if (typeof plain !== 'object' || plain === null) {
      this.#addScalar(plain, name)
    } else if (plain !== value && isErrorLike(plain)) {
      this.#addError(plain, name, source)
    } else if (isIn(plain, source)) {
      this.#set(name.text, circular)
    } else if (this.#isSpread(source.depth + 1) && hasFields(plain)) {
      this.#addSource(name, plain, undefined, source)
    } else {
      const written = objectValue(plain, this.#shape, (error) => this.#meetError(error))
      this.#set(name.text, written)
      if (Array.isArray(plain) && !isWhole(written, plain)) this.#findErrorIn(plain)
    }
  }

  #addError(error: ErrorLike, name: AttributeName, source: Source): void {
    if (isIn(error, source)) return this.#set(name.text, circular)
    this.#meetError(error)
    if (error !== this.#primary) {
      const { type, message, stacktrace } = this.#describe(error)
      this.#set(`${name.text}.type`, type)
      this.#set(`${name.text}.message`, message)
      this.#set(`${name.text}.stacktrace`, stacktrace)
    }
    const keepsType = error === this.#primary && types.isNativeError(error)
    this.#addSource(name, error, keepsType ? ownErrorFields : errorFields, source)
  }

  #addSource(
    name: AttributeName,
    fields: DataObject,
    skip: ReadonlySet<string> | undefined,
    parent: Source,
  ): void {
    this.#sources.push({ name, fields, skip, depth: parent.depth + 1, parent })
  }

  /** The first error that is met is the one that the line is about. */
  #meetError(error: ErrorLike): void {
    if (this.#primary === undefined) this.#choosePrimary(error)
  }

  #choosePrimary(error: ErrorLike): void {
    this.#primary = error
    this.#exception = this.#describe(error)
    this.#room -= exceptionRoom
  }

  #describe(error: ErrorLike): ExceptionAttributes {
    return describeException(error, this.#shape.maxValueBytes, this.#shape.isSensitive)
  }

  /** An error behind the cut of a long list is met all the same. */
  #findErrorIn(list: readonly unknown[]): void {
    const length = Math.min(list.length, errorSearchLength)
    for (let index = 0; index < length && this.#primary === undefined; index++) {
      const item = readOrTell(list, index)
      if (isErrorLike(item)) this.#choosePrimary(item)
    }
  }
}

/** Tells whether all of a list is in the attribute that was made of it. */
function isWhole(written: AttributeValue, list: readonly unknown[]): boolean {
  return Array.isArray(written) && written.length === list.length
}

/** The chosen fields as JSON text, without a copy of what they hold. */
function fieldsText(source: DataObject, keys: readonly string[], shape: Shape): string {
  const fields = Object.fromEntries(keys.map((key) => [key, readOrTell(source, key)]))
  return toJsonText(fields, shape.isSensitive, shape.maxValueBytes)
}
