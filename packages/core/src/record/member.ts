import type { AttributeValue } from '../log.ts'
import { isPlainText } from '../values/utf8.ts'
import { stringify } from '../values/stringify.ts'

/** What follows the value of a text that needs no escape, up to the next name. */
export const textEnd = '"},'

/** An attribute as JSON from the type of its value on, up to the next name. Its type stands first: compressed, that is less. */
export const memberRest = (value: AttributeValue): string =>
  `${typeJson(value)},"value":${valueJson(value)}},`

/** An attribute as JSON, up to the next name. */
export const memberJson = (name: string, value: AttributeValue): string =>
  `${stringify(name)}:{"type":${memberRest(value)}`

/** To look at a longer text takes longer than to write it. */
const maxPlainLength = 1000

/** The value of an attribute as JSON. */
function valueJson(value: AttributeValue): string {
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

/** The type of a value, as Sentry names it. */
function typeJson(value: AttributeValue): string {
  switch (typeof value) {
    case 'string':
      return '"string"'
    case 'boolean':
      return '"boolean"'
    case 'number':
      return Number.isSafeInteger(value) ? '"integer"' : '"double"'
    default:
      return '"array"'
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
