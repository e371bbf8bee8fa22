import type { ParsedJson } from './json.ts'
import { isIntegerLiteral, isObject, member, parseJson } from './json.ts'
import type { Note } from './problem.ts'
import { show } from './problem.ts'

/** An envelope cut into its parts. */
export interface Envelope {
  readonly header: Readonly<Record<string, unknown>>
  readonly items: readonly Item[]
}

/** One item of an envelope: its header and its payload's bytes. */
export interface Item {
  readonly header: Readonly<Record<string, unknown>>
  readonly literals: unknown
  readonly payload: Buffer
}

const newline = 10
const stringToken = /"[^"\\]*(?:\\.[^"\\]*)*"/g

/** Cuts an envelope into header and items. Malformed bytes throw; what a receiver would forgive is noted. */
export function parseFraming(bytes: Buffer, note: Note): Envelope {
  const first = endOfLine(bytes, 0)
  const header = parseHeader(bytes.subarray(0, first), 'envelope header', note)
  const items: Item[] = []
  let at = first + 1
  while (at < bytes.length) {
    const end = endOfLine(bytes, at)
    if (end === at) throw new Error('an empty line where an item header belongs')
    const itemHeader = parseHeader(bytes.subarray(at, end), 'item header', note)
    const length = payloadLength(bytes, end + 1, itemHeader)
    items.push({
      header: itemHeader.value,
      literals: itemHeader.literals,
      payload: bytes.subarray(end + 1, end + 1 + length),
    })
    at = end + 1 + length + 1
  }
  return { header: header.value, items }
}

function payloadLength(bytes: Buffer, start: number, header: ParsedHeader): number {
  if (start > bytes.length) throw new Error('item header without a payload')
  if (!Object.hasOwn(header.value, 'length')) return endOfLine(bytes, start) - start
  const length = header.value['length']
  if (
    typeof length !== 'number' ||
    length < 0 ||
    !isIntegerLiteral(member(header.literals, 'length'))
  )
    throw new Error(`length ${show(length)}`)
  if (start + length > bytes.length) throw new Error('payload ends before its length')
  if (start + length < bytes.length && bytes[start + length] !== newline)
    throw new Error('no line feed after a payload of the length given')
  return length
}

function endOfLine(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(newline, from)
  return at < 0 ? bytes.length : at
}

type ParsedHeader = ParsedJson & { readonly value: Record<string, unknown> }

function parseHeader(bytes: Buffer, what: string, note: Note): ParsedHeader {
  const text = decodeText(bytes)
  const parsed = parseJson(text)
  const { value } = parsed
  if (!isObject(value)) throw new Error(`${what} is no object: ${show(value)}`)
  if (parsed.refused !== undefined) throw new Error(`${what}: ${parsed.refused}`)
  if (parsed.duplicates.length > 0)
    throw new Error(`${what} has ${parsed.duplicates.join(', ')} twice`)
  if (/\s/.test(text.replace(stringToken, ''))) note('header', `${what} is not compact: ${text}`)
  return { ...parsed, value }
}

/** Bytes as UTF-8 text. Throws on bytes that are none. */
export function decodeText(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}
