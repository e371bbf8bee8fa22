import type { AttributeValue } from '../log.ts'

/** What follows the value of a text that needs no escape. */
export const textEnd = '","type":"string"}'

/** The value of an attribute as JSON. */
export function valueJson(value: AttributeValue): string {
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value)
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
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return 8
  if (typeof value === 'boolean') return 1
  let bytes = 0
  for (const element of value) bytes += valueBytes(element)
  return bytes
}
