import { readField } from '@logs-to-sentry/core'

const found = new Map<string, symbol[]>()

/**
 * Finds the symbol under which pino keeps something on a logger, for its children to inherit.
 *
 * It is no global one, and an application can hold several copies of pino while a bundle or a worker
 * has none to ask: so it is found by its description.
 */
export function findSymbol(owner: object, description: string): symbol | undefined {
  const known = found.get(description) ?? []
  for (const symbol of known) if (symbol in owner) return symbol
  for (let level: unknown = owner; isObject(level); level = Object.getPrototypeOf(level)) {
    const own = Object.getOwnPropertySymbols(level)
    const symbol = own.find((candidate) => candidate.description === description)
    if (symbol === undefined) continue
    found.set(description, [...known, symbol])
    return symbol
  }
  return undefined
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Reads what pino keeps on a logger under the symbol of this description. */
export function readInternal(owner: unknown, description: string): unknown {
  const symbol = isObject(owner) ? findSymbol(owner, description) : undefined
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
  const serializers = readField(logger, Symbol.for('pino.serializers'))
  const stringifiers = readInternal(logger, 'pino.stringifiers')
  if (!isObject(serializers) || !isObject(stringifiers)) return undefined
  return {
    serialize: readField(serializers, field),
    redact: readField(stringifiers, field),
    redactAny: readInternal(stringifiers, 'pino.wildcardFirst'),
  }
}
