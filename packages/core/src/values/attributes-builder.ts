import { types } from 'node:util'
import type { AttributeKey } from './attribute-key.ts'
import type { AttributeName, AttributeNames } from './attribute-names.ts'
import type { AttributeSink, Target } from './attribute-sink.ts'
import { fieldsText, isIn, isSkipped, type Source, withoutHeaders } from './attribute-source.ts'
import { findErrorIn, isWhole, objectValue, scalarValue } from './attribute-value.ts'
import {
  errorFields,
  isErrorLike,
  ownErrorFields,
  throwsText,
  type ErrorLike,
} from './error-like.ts'
import { describeException, type ExceptionAttributes } from './exception.ts'
import type { AttributeValue } from '../log.ts'
import { type DataObject, fieldOrTell, hasFields, toPlain } from './plain.ts'
import { filtered } from './redact.ts'
import type { Shape } from './shape.ts'
import { clip, isPlainText } from './utf8.ts'

const exceptionRoom = 3
/** How many fields without a value (functions, undefined) are looked at all the same. */
const spareVisits = 10_000

/** Fills one log's attributes, level by level: the fields of an object first, then those of the objects in it. */
export class AttributesBuilder {
  readonly #shape: Shape
  readonly #names: AttributeNames
  readonly #sink: AttributeSink
  /** Names that are left out wherever they come about. */
  readonly #blocked: ReadonlySet<string> | undefined
  /** Sources in the order of their depth; more are added while they are gone through. */
  readonly #sources: Source[] = []
  #room: number
  #visitsLeft: number
  #primary: ErrorLike | undefined
  #exception: ExceptionAttributes | undefined

  constructor(
    { shape, names, sink }: Target,
    primary: ErrorLike | undefined,
    blocked: ReadonlySet<string> | undefined,
  ) {
    this.#shape = shape
    this.#names = names
    this.#sink = sink
    this.#blocked = blocked
    this.#room = shape.maxAttributes
    this.#visitsLeft = shape.maxAttributes + spareVisits
    if (primary !== undefined) this.#choosePrimary(primary)
  }

  /** Takes fields of the line itself, all but some; nothing is read before {@link run}. */
  add(fields: DataObject, skip?: ReadonlySet<string>): void {
    this.#sources.push({ name: this.#names.root, fields, skip, depth: 1, parent: undefined })
  }

  /** Adds the fields that were taken, and what is in them. */
  run(): void {
    for (const source of this.#sources) {
      if (this.#isFull) break
      try {
        if (source.parent === undefined || this.#isSpread(source.depth)) this.#addFields(source)
        else this.#addAsText(source)
      } catch (reason) {
        const { key } = source.name
        this.#tell(source.parent === undefined ? this.#names.key('attributes') : key, reason)
      }
    }
    this.#addException()
  }

  #addFields(source: Source): void {
    const { fields } = source
    // A walk over `Object.keys`, or with `Object.hasOwn`, takes several times as long.
    for (const key in fields) {
      if (!Object.prototype.hasOwnProperty.call(fields, key)) continue
      if (this.#isFull) return
      this.#visitsLeft--
      if (isSkipped(key, source, this.#blocked)) continue
      const name = this.#names.below(source.name, key)
      if (name === undefined) continue
      const value = withoutHeaders(fieldOrTell(fields, key), key, name, this.#shape)
      if (typeof value === 'object' && value !== null) {
        if (name.sensitive) this.#set(name.key, filtered)
        else this.#tryObject(value, name, key, source)
      } else {
        this.#addScalar(value, name)
      }
    }
  }

  /** The fields of an error that lies too deep for names of their own. */
  #addAsText(source: Source): void {
    const text = fieldsText(source, this.#shape)
    if (text !== undefined) this.#set(source.name.key, text)
  }

  get #isFull(): boolean {
    return this.#room <= 0 || this.#visitsLeft <= 0
  }

  #isSpread(depth: number): boolean {
    return this.#shape.flatten && depth <= this.#shape.maxDepth
  }

  /** Adds what describes the error, under names that the user's own data has not taken. */
  #addException(): void {
    if (this.#exception === undefined) return
    this.#room += exceptionRoom
    this.#setException('exception', this.#exception)
  }

  #setException(name: string, { type, message, stacktrace }: ExceptionAttributes): void {
    this.#set(this.#names.key(`${name}.type`), type)
    this.#set(this.#names.key(`${name}.message`), message)
    this.#set(this.#names.key(`${name}.stacktrace`), stacktrace)
  }

  #set(key: AttributeKey, value: AttributeValue, isPlain?: boolean): void {
    if (this.#room <= 0 || this.#blocked?.has(key.text) === true) return
    if (this.#sink.add(key, value, isPlain)) this.#room--
  }

  /** Says under a name why its value cannot be read. */
  #tell(key: AttributeKey, reason: unknown): void {
    this.#set(key, clip(throwsText(reason), this.#shape.maxValueBytes))
  }

  #addScalar(value: unknown, name: AttributeName): void {
    const { maxValueBytes } = this.#shape
    if (typeof value === 'string' && !name.sensitive && isPlainText(value, maxValueBytes)) {
      this.#set(name.key, value, true)
      return
    }
    const scalar = scalarValue(value, maxValueBytes)
    if (scalar !== undefined) this.#set(name.key, name.sensitive ? filtered : scalar)
  }

  #tryObject(value: object, name: AttributeName, key: string, source: Source): void {
    try {
      this.#addObject(value, name, key, source)
    } catch (reason) {
      this.#tell(name.key, reason)
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
      this.#set(name.key, '[Circular]')
    } else if (this.#isSpread(source.depth + 1) && hasFields(plain)) {
      this.#addSource(name, plain, undefined, source)
    } else {
      const written = objectValue(plain, this.#shape, (error) => this.#meetError(error))
      this.#set(name.key, written)
      if (Array.isArray(plain) && !isWhole(written, plain)) {
        // An error behind the cut of a long list is met all the same.
        const error = this.#primary ?? findErrorIn(plain)
        if (error !== undefined) this.#meetError(error)
      }
    }
  }

  #addError(error: ErrorLike, name: AttributeName, source: Source): void {
    if (isIn(error, source)) return this.#set(name.key, '[Circular]')
    this.#meetError(error)
    if (error !== this.#primary)
      this.#setException(name.key.text, describeException(error, this.#shape))
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
    this.#exception = describeException(error, this.#shape)
    this.#room -= exceptionRoom
  }
}
