import { isObject } from './json.ts'

/**
 * The bytes that Sentry bills for one log as it was received: its body, and each attribute's name and value.
 * Booleans are 1, numbers 8, strings their UTF-8 length, arrays the sum of their values, null nothing.
 * Invalid attributes count too; the fields at the top, type names and JSON syntax do not.
 */
export function billedBytes(log: unknown): number {
  if (!isObject(log)) return 0
  let bytes = typeof log['body'] === 'string' ? Buffer.byteLength(log['body']) : 0
  if (isObject(log['attributes'])) {
    for (const [name, attribute] of Object.entries(log['attributes'])) {
      bytes += Buffer.byteLength(name)
      if (isObject(attribute)) bytes += valueBytes(attribute['value'])
    }
  }
  return bytes
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return 8
  if (typeof value === 'boolean') return 1
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + valueBytes(one), 0)
  if (!isObject(value)) return 0
  return Object.entries(value).reduce(
    (sum, [name, one]) => sum + Buffer.byteLength(name) + valueBytes(one),
    0,
  )
}
