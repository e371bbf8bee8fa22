import { readFields } from '@logs-to-sentry/core'

const attributeNames: ReadonlyMap<string, string> = new Map([
  ['file', 'code.file.path'],
  ['line', 'code.line.number'],
  ['func', 'code.function.name'],
])

/**
 * Names the place of a call as Sentry's conventions do. Undefined for what bunyan did not write:
 * an application may have a field `src` of its own.
 */
export function codeAttributes(src: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof src !== 'object' || src === null || Array.isArray(src)) return undefined
  const place = Object.entries(readFields(src))
  if (place.some(([name]) => !attributeNames.has(name))) return undefined
  return Object.fromEntries(place.map(([name, value]) => [attributeNames.get(name) ?? name, value]))
}
