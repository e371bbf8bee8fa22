import { readField } from '@logs-to-sentry/core'

const found = new Map<string, symbol[]>()

/**
 * Finds the symbol under which pino keeps something on a logger, for its children to inherit.
 *
 * Most are no global ones, and an application can hold several copies of pino while a bundle or a
 * worker has none to ask: so they are found by what they are described as.
 */
export function findSymbol(owner: object, name: string): symbol | undefined {
  const known = found.get(name) ?? []
  for (const symbol of known) if (symbol in owner) return symbol
  for (let level: unknown = owner; isObject(level); level = Object.getPrototypeOf(level)) {
    const own = Object.getOwnPropertySymbols(level)
    const symbol = own.find((candidate) => candidate.description === `pino.${name}`)
    if (symbol === undefined) continue
    found.set(name, [...known, symbol])
    return symbol
  }
  return undefined
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Reads what pino keeps on a logger under the symbol of this name. */
export function readInternal(owner: unknown, name: string): unknown {
  const symbol = isObject(owner) ? findSymbol(owner, name) : undefined
  return symbol && readField(owner, symbol)
}

/** What a logger does to the value of a field, or of the message, before it writes it. */
export interface Rewriting {
  /** The application's own serializer. */
  readonly serialize: unknown
  /** Writes the value redacted, where a path of the logger's `redact` begins with this name. */
  readonly redact: unknown
  /** The same for any name, where a path begins with `*`; a path that begins with the name goes before. */
  readonly redactAny: unknown
}

/** Finds what a logger does to the value of a field; undefined when `logger` is none of pino's. */
export function findRewriting(logger: unknown, field: string): Rewriting | undefined {
  const serializers = readInternal(logger, 'serializers')
  const stringifiers = readInternal(logger, 'stringifiers')
  if (!isObject(serializers) || !isObject(stringifiers)) return undefined
  return {
    serialize: readField(serializers, field),
    redact: readField(stringifiers, field),
    redactAny: readInternal(stringifiers, 'wildcardFirst'),
  }
}
