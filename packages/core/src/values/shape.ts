import { createRedactor, defaultRedact, type IsSensitive } from './redact.ts'

/** How the user's data is shaped into attributes. */
export interface Shape {
  /** Spreads objects over dotted names; otherwise an object is one attribute of JSON text. */
  readonly flatten: boolean
  /** Most parts a dotted name has; what lies deeper is JSON text. */
  readonly maxDepth: number
  /** Most attributes of one log, defaults not counted; further ones are left out. */
  readonly maxAttributes: number
  /** Most bytes of UTF-8 of one value; longer ones are cut and marked. */
  readonly maxValueBytes: number
  /** Lists of one kind as lists, or all lists as JSON text. */
  readonly arrays: 'array' | 'json'
  readonly isSensitive: IsSensitive
  /** Keeps the user's names, or spells each part of them in snake_case. */
  readonly attributeNaming: 'as-is' | 'snake_case'
}

/** The shape without any option. */
export const defaultShape: Shape = {
  flatten: true,
  maxDepth: 6,
  maxAttributes: 128,
  maxValueBytes: 8192,
  arrays: 'array',
  isSensitive: createRedactor(defaultRedact),
  attributeNaming: 'as-is',
}
