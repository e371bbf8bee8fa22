/** A JSON text with what `JSON.parse` alone does not tell. */
export interface ParsedJson {
  readonly value: unknown
  /** The same tree with every number replaced by its source text, so `5`, `5.0` and `1e21` can be told apart. */
  readonly literals: unknown
  /** Names that stand twice in one object. */
  readonly duplicates: readonly string[]
  /** What Sentry's JSON parser refuses although JavaScript's accepts it. */
  readonly refused: string | undefined
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[{}[\]:]/g
const loneSurrogate = /\\u[dD][89a-fA-F]/

/** Parses strictly. Throws a SyntaxError as `JSON.parse` does. */
export function parseJson(text: string): ParsedJson {
  const value: unknown = JSON.parse(text)
  const scan = scanTokens(text)
  return { ...scan, value, literals: JSON.parse(scan.text) as unknown }
}

function scanTokens(text: string): Pick<ParsedJson, 'duplicates' | 'refused'> & { text: string } {
  const parts: string[] = []
  const duplicates: string[] = []
  const scopes: (Set<string> | undefined)[] = []
  let refused: string | undefined
  let copied = 0
  let name = ''
  for (const { 0: part, index } of text.matchAll(token)) {
    switch (part[0]) {
      case '"':
        name = part
        if (loneSurrogate.test(part) && !isWellFormed(JSON.parse(part)))
          refused ??= `lone surrogate in ${part.slice(0, 80)}`
        break
      case '{':
        scopes.push(new Set())
        break
      case '[':
        scopes.push(undefined)
        break
      case '}':
      case ']':
        scopes.pop()
        break
      case ':': {
        const names = scopes.at(-1)
        if (names?.has(name) === true) duplicates.push(name)
        names?.add(name)
        break
      }
      default:
        if (!Number.isFinite(Number(part))) refused ??= `number out of range: ${part}`
        parts.push(text.slice(copied, index), '"', part, '"')
        copied = index + part.length
    }
  }
  parts.push(text.slice(copied))
  return { text: parts.join(''), duplicates, refused }
}

/** UTF-8 has no bytes for half a pair: what does not survive the way there and back had one. */
function isWellFormed(text: unknown): boolean {
  return typeof text === 'string' && Buffer.from(text).toString() === text
}

/** True for `{...}`, false for arrays and null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member `name` of `value`; undefined when there is none. */
export function member(value: unknown, name: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const found: unknown = Reflect.get(value, name)
  return found
}

/** True for the source text of an integer that fits a signed 64-bit number. */
export function isIntegerLiteral(literal: unknown): boolean {
  return (
    typeof literal === 'string' &&
    /^(?:0|-?[1-9]\d*)$/.test(literal) &&
    BigInt.asIntN(64, BigInt(literal)) === BigInt(literal)
  )
}
