import { readOrTell } from './plain.ts'
import { filtered, type IsSensitive } from './redact.ts'

// More than values of attributes ever keep.
const maxItems = 10_000
const maxCharacters = 100_000

/** How the text begins that goes over the wire. */
const head = /^(?:HTTP\/\d|[A-Z]+ \S+ HTTP\/\d)/

/** Fields of requests and responses of Node that hold headers once more. */
export const headerFields: ReadonlySet<string> = new Set([
  '_header',
  'data',
  'rawHeaders',
  'rawTrailers',
])

/**
 * Keeps sensitive headers back where their names are no keys: requests and responses of Node hold
 * them once more as a flat list of names and values, and as the text that goes over the wire, until
 * it is sent as `data` of what is to be written.
 */
export function withoutSensitiveHeaders(
  field: string,
  value: unknown,
  isSensitive: IsSensitive,
): unknown {
  if (typeof value === 'string') {
    const isText = field === '_header' || (field === 'data' && head.test(value))
    return isText ? redactHeaderText(value, isSensitive) : value
  }
  const isList = field === 'rawHeaders' || field === 'rawTrailers'
  return isList ? inList(value, isSensitive) : value
}

/** Keeps sensitive headers back in the text of a request's or response's head. */
export function redactHeaderText(text: string, isSensitive: IsSensitive): string {
  return text
    .slice(0, maxCharacters)
    .replaceAll(/^([^:\r\n]+):.*/gm, (line, name: string) =>
      isSensitive(name) ? `${name}: ${filtered}` : line,
    )
}

function inList(value: unknown, isSensitive: IsSensitive): unknown {
  try {
    return Array.isArray(value) ? filterList(value, isSensitive) : value
  } catch {
    // A proxy that cannot be read is told of like any other.
    return value
  }
}

function filterList(list: readonly unknown[], isSensitive: IsSensitive): readonly unknown[] {
  return Array.from({ length: Math.min(list.length, maxItems) }, (_, index) => {
    const name = index % 2 === 0 ? undefined : readOrTell(list, index - 1)
    return typeof name === 'string' && isSensitive(name) ? filtered : readOrTell(list, index)
  })
}
