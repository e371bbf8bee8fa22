import { toUSVString } from 'node:util'
import { defaultRedact } from '../../packages/core/src/index.ts'

/** What is expected on the wire for one attribute. */
export interface ModelAttribute {
  readonly value: unknown
  readonly type: string
}

/** The options that have a part in the rules for plain data. */
export interface ModelShape {
  readonly flatten: boolean
  readonly maxDepth: number
  readonly maxAttributes: number
  readonly maxValueBytes: number
  readonly arrays: 'array' | 'json'
}

interface Candidate {
  readonly depth: number
  readonly name: string
  readonly attribute: ModelAttribute
}

const mark = '...[truncated]'
const sensitive = new Set(defaultRedact.map(plain))

/**
 * The rules for plain data, written down as plainly as they go, whatever that costs: every value is
 * looked at, all that claim a name are sorted by depth, and the first of each name is kept.
 */
export function modelAttributes(
  raw: Readonly<Record<string, unknown>>,
  shape: ModelShape,
): Record<string, ModelAttribute> {
  const candidates = candidatesIn(raw, [], shape)
  const kept = new Map<string, ModelAttribute>()
  for (const { name, attribute } of candidates.toSorted((a, b) => a.depth - b.depth)) {
    if (!kept.has(name) && kept.size < shape.maxAttributes) kept.set(name, attribute)
  }
  return Object.fromEntries(kept)
}

function candidatesIn(
  source: object,
  parts: readonly string[],
  shape: ModelShape,
): readonly Candidate[] {
  return Object.entries(source).flatMap(([key, value]: [string, unknown]) => {
    const path = [...parts, toUSVString(key.trim())]
    if (path.at(-1) === '' || isNothing(value)) return []
    const found = { depth: path.length, name: path.join('.') }
    if (isSensitive(key)) return [{ ...found, attribute: text('[Filtered]') }]
    return isPlainObject(value) && shape.flatten && path.length < shape.maxDepth
      ? candidatesIn(value, path, shape)
      : [{ ...found, attribute: attributeOf(value, shape) }]
  })
}

function attributeOf(value: unknown, { arrays, maxValueBytes }: ModelShape): ModelAttribute {
  if (typeof value === 'object') {
    if (value instanceof Date) return text(dateText(value))
    const list = arrays === 'array' && Array.isArray(value) ? cutList(value, maxValueBytes) : [{}]
    if (isOfOneKind(list)) return { value: list.map(scalar), type: 'array' }
    return text(cut(json(value), maxValueBytes))
  }
  const made = scalar(value)
  if (typeof made === 'string') return text(cut(made, maxValueBytes))
  if (typeof made === 'boolean') return { value: made, type: 'boolean' }
  return { value: made, type: Number.isSafeInteger(made) ? 'integer' : 'double' }
}

function scalar(value: unknown): unknown {
  if (typeof value === 'string') return toUSVString(value)
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`
  if (typeof value !== 'number') return value
  return Number.isFinite(value) ? value + 0 : `${value}`
}

/** Big integers that are not safe are numbers by kind and texts by value: no list of one kind. */
function isOfOneKind(list: readonly unknown[]): boolean {
  const kinds = new Set(Array.from(list, kindOf))
  return kinds.size === 0 || (kinds.size === 1 && !kinds.has('other'))
}

function kindOf(item: unknown): string {
  if (typeof item === 'string' || typeof item === 'boolean') return typeof item
  const isNumber = typeof item === 'number' || typeof item === 'bigint'
  return isNumber && typeof scalar(item) === 'number' ? 'number' : 'other'
}

function json(value: unknown): string {
  if (isNothing(value)) return 'null'
  if (typeof value !== 'object') return JSON.stringify(scalar(value))
  if (value instanceof Date) return JSON.stringify(dateText(value))
  if (value instanceof Set) return json([...value])
  if (Array.isArray(value)) return `[${Array.from(value, json).join(',')}]`
  const entries = value instanceof Map ? [...value] : Object.entries(value ?? {})
  const members = entries
    .filter(([, member]) => !isLeftOut(member))
    .map(([name, member]) => {
      const key = String(name)
      const written = isSensitive(key) ? '"[Filtered]"' : json(member)
      return `${JSON.stringify(toUSVString(key))}:${written}`
    })
  return `{${members.join(',')}}`
}

function cut(whole: string, maxBytes: number): string {
  if (Buffer.byteLength(whole) <= maxBytes) return whole
  return beginning(whole, maxBytes - mark.length) + mark
}

/** As many whole characters as have room. */
function beginning(whole: string, maxBytes: number): string {
  let head = ''
  for (const character of whole) {
    if (Buffer.byteLength(head + character) > maxBytes) break
    head += character
  }
  return toUSVString(head)
}

/**
 * The last text that is kept bears the mark, so there must be room for it after those before. What
 * lies behind is not even looked at.
 */
function cutList(list: readonly unknown[], maxBytes: number): readonly unknown[] {
  const roomAt = (index: number): number =>
    list.slice(0, index).reduce<number>((room, item) => room - Math.max(bytesOf(item), 1), maxBytes)
  const tooLong = list.findIndex((item, index) => bytesOf(item) > roomAt(index))
  if (tooLong === -1 || !isOfOneKind(list.slice(0, tooLong + 1))) return list
  const last = list.findLastIndex((_item, index) => roomAt(index) >= mark.length)
  return [...list.slice(0, last), beginning(String(list[last]), roomAt(last) - mark.length) + mark]
}

/** Other items than texts are few here. */
function bytesOf(item: unknown): number {
  return typeof item === 'string' ? Buffer.byteLength(item) : 0
}

function isPlainObject(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]'
}

function isNothing(value: unknown): boolean {
  return value === null || isLeftOut(value)
}

function isLeftOut(value: unknown): boolean {
  return ['undefined', 'function', 'symbol'].includes(typeof value)
}

function isSensitive(key: string): boolean {
  return key.split('.').some((part) => sensitive.has(plain(part)))
}

function plain(name: string): string {
  return name.trim().toLowerCase().replaceAll('-', '').replaceAll('_', '')
}

function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString()
}

function text(value: string): ModelAttribute {
  return { value, type: 'string' }
}
