import { types } from 'node:util'
import { createAttributes } from './attribute-bag.ts'
import { type AttributeName, type AttributeNames, namesFor } from './attribute-names.ts'
import { objectValue, scalarValue } from './attribute-value.ts'
import { errorFields, isErrorLike, throwsText, type ErrorLike } from './error-like.ts'
import { describeException, type ExceptionAttributes } from './exception.ts'
import { toJsonText } from './json-text.ts'
import type { AttributeValue, Attributes } from '../log.ts'
import { type DataObject, hasFields, readOrTell, toPlain } from './plain.ts'
import { filtered } from './redact.ts'
import type { Shape } from './shape.ts'

/** An object whose fields become attributes after those of the level above it. */
interface Deferred {
  readonly name: AttributeName
  readonly source: DataObject
  readonly skip: ReadonlySet<string> | undefined
}

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
  readonly #ancestors: object[] = []
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

  /** Adds the fields of the line itself. */
  addAll(raw: DataObject, skip: ReadonlySet<string> | undefined): void {
    try {
      this.#add(raw, this.#names.root, 1, skip)
    } catch (reason) {
      this.#set('attributes', throwsText(reason))
    }
  }

  /** Adds the fields of an object below a name; names have `depth` parts here. */
  #add(
    source: DataObject,
    parent: AttributeName,
    depth: number,
    skip: ReadonlySet<string> | undefined,
  ): void {
    const keys = Object.keys(source)
    const deferred: Deferred[] = []
    this.#ancestors.push(source)
    for (const key of keys) {
      if (this.#isFull) break
      this.#visitsLeft--
      if (skip?.has(key) === true) continue
      const name = this.#names.below(parent, key)
      if (name === undefined) continue
      const value = readOrTell(source, key)
      if (typeof value === 'object' && value !== null) {
        if (name.sensitive) this.#set(name.text, filtered)
        else this.#addObject(value, name, key, depth, deferred)
      } else {
        const scalar = scalarValue(value, this.#shape.maxValueBytes)
        if (scalar !== undefined) this.#set(name.text, name.sensitive ? filtered : scalar)
      }
    }
    for (const { name, source, skip } of deferred) {
      if (this.#isFull) break
      this.#addFields(name, source, depth, skip)
    }
    this.#ancestors.pop()
  }

  get #isFull(): boolean {
    return this.#room <= 0 || this.#visitsLeft <= 0
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

  #addObject(
    value: object,
    name: AttributeName,
    key: string,
    depth: number,
    deferred: Deferred[],
  ): void {
    if (isErrorLike(value)) return this.#addError(value, name, deferred)
    const plain = toPlain(value, key)
    if (typeof plain !== 'object' || plain === null) {
      const scalar = scalarValue(plain, this.#shape.maxValueBytes)
      if (scalar !== undefined) this.#set(name.text, scalar)
    } else if (plain !== value && isErrorLike(plain)) {
      this.#addError(plain, name, deferred)
    } else if (this.#ancestors.includes(plain)) {
      this.#set(name.text, circular)
    } else if (this.#shape.flatten && depth < this.#shape.maxDepth && hasFields(plain)) {
      deferred.push({ name, source: plain, skip: undefined })
    } else {
      const written = objectValue(plain, this.#shape)
      this.#set(name.text, written)
      if (typeof written === 'string' && Array.isArray(plain)) this.#findErrorIn(plain)
    }
  }

  #addError(error: ErrorLike, name: AttributeName, deferred: Deferred[]): void {
    if (this.#ancestors.includes(error)) return this.#set(name.text, circular)
    if (this.#primary === undefined) this.#choosePrimary(error)
    if (error !== this.#primary) {
      const { type, message, stacktrace } = this.#describe(error)
      this.#set(`${name.text}.type`, type)
      this.#set(`${name.text}.message`, message)
      this.#set(`${name.text}.stacktrace`, stacktrace)
    }
    const keepsType = error === this.#primary && types.isNativeError(error)
    deferred.push({ name, source: error, skip: keepsType ? ownErrorFields : errorFields })
  }

  #addFields(
    name: AttributeName,
    source: DataObject,
    depth: number,
    skip: ReadonlySet<string> | undefined,
  ): void {
    try {
      if (this.#shape.flatten && depth < this.#shape.maxDepth) {
        this.#add(source, name, depth + 1, skip)
      } else {
        const keys = Object.keys(source).filter((key) => skip?.has(key) !== true)
        if (keys.length > 0) this.#set(name.text, fieldsText(source, keys, this.#shape))
      }
    } catch (reason) {
      this.#set(name.text, throwsText(reason))
    }
  }

  #choosePrimary(error: ErrorLike): void {
    this.#primary = error
    this.#exception = this.#describe(error)
    this.#room -= exceptionRoom
  }

  #describe(error: ErrorLike): ExceptionAttributes {
    return describeException(error, this.#shape.maxValueBytes, this.#shape.isSensitive)
  }

  /** An error in a list is JSON text with the list; as the first error of the line it is described as well. */
  #findErrorIn(list: readonly unknown[]): void {
    for (let index = 0; index < errorSearchLength && this.#primary === undefined; index++) {
      const item = readOrTell(list, index)
      if (isErrorLike(item)) this.#choosePrimary(item)
    }
  }
}

/** The chosen fields as JSON text, without a copy of what they hold. */
function fieldsText(source: DataObject, keys: readonly string[], shape: Shape): string {
  const fields = Object.fromEntries(keys.map((key) => [key, readOrTell(source, key)]))
  return toJsonText(fields, shape.isSensitive, shape.maxValueBytes)
}
