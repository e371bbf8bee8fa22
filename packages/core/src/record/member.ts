import type { AttributeValue } from '../log.ts'
import { isPlainText } from '../values/utf8.ts'
import { stringify } from '../values/stringify.ts'

/** What follows the value of a text that needs no escape. */
export const textEnd = '","type":"string"}'

/** To look at a longer text takes longer than to write it. */
const maxPlainLength = 1000

/** The value of an attribute as JSON. */
export function valueJson(value: AttributeValue): string {
  if (typeof value === 'string') return textJson(value)
  if (typeof value !== 'object') return String(value)
  let items = ''
  for (const item of value) items += items === '' ? valueJson(item) : `,${valueJson(item)}`
  return `[${items}]`
}

/** A text as JSON. */
function textJson(text: string): string {
  return isPlainText(text, maxPlainLength) ? `"${text}"` : stringify(text)
}

/** What follows the value: its type, as Sentry names it. */
export function memberEnd(value: AttributeValue): string {
  switch (typeof value) {
    case 'string':
      return ',"type":"string"}'
    case 'boolean':
      return ',"type":"boolean"}'
    case 'number':
      return Number.isSafeInteger(value) ? ',"type":"integer"}' : ',"type":"double"}'
    default:
      return ',"type":"array"}'
  }
}

/** Bytes that Sentry counts for a value: 8 for a number, 1 for a boolean (Relay's canonical size). */
export function valueBytes(value: AttributeValue): number {
  if (typeof value === 'string') return textBytes(value)
  if (typeof value === 'number') return 8
  if (typeof value === 'boolean') return 1
  let bytes = 0
  for (const element of value) bytes += valueBytes(element)
  return bytes
}

function textBytes(text: string): number {
  return isPlainText(text, maxPlainLength) ? text.length : Buffer.byteLength(text)
}
