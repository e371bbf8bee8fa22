import { toText } from '@logs-to-sentry/core'

/** A `%` token of a message for which the call has an argument. */
export interface Hole {
  /** One of `s d i f j o O`. */
  readonly token: string
  readonly argument: unknown
}

/** Writes an object as pino writes it into a message, redacted where the logger is told to. */
export type Stringify = (value: unknown) => unknown

/** Finds the holes of a message by the rules of `quick-format-unescaped`, with which pino fills them. */
export function findHoles(message: string, args: readonly unknown[]): readonly Hole[] {
  const holes: Hole[] = []
  let place = 0
  for (let at = message.indexOf('%'); at !== -1; at = message.indexOf('%', at + 2)) {
    const token = message.charAt(at + 1)
    if (place >= args.length || token === '') break
    if (token === '%') continue
    // pino passes over an argument at a `%` that is no token, as in `5 % of %s`.
    if ('sdifjoO'.includes(token)) holes.push({ token, argument: args[place] })
    place += 1
  }
  return holes
}

// One more than an attribute can hold, so that core still marks what it cuts.
const maxTextLength = 65_537

const quote = (text: string): string => JSON.stringify(text.slice(0, maxTextLength))

/**
 * Writes the argument of a hole as JSON: texts, numbers and booleans as they are, an object as the
 * message shows it, and what JSON does not know as text.
 */
export function toJson({ token, argument }: Hole, stringify: Stringify): unknown {
  switch (typeof argument) {
    case 'string':
      return quote(argument)
    case 'number':
      return Number.isFinite(argument) ? String(argument) : quote(String(argument))
    case 'boolean':
      return String(argument)
    case 'bigint':
      return Number.isSafeInteger(Number(argument)) ? String(argument) : quote(String(argument))
    case 'object':
      return argument === null ? 'null' : objectToJson(token, argument, stringify)
    default:
      return quote(toText(argument, isNeverSensitive))
  }
}

const isNeverSensitive = (): boolean => false

function objectToJson(token: string, object: unknown, stringify: Stringify): unknown {
  if ('joO'.includes(token)) return stringify(object)
  if (token === 's') return quote(String(object))
  const number = Number(object)
  return toJson({ token, argument: token === 'i' ? Math.floor(number) : number }, stringify)
}
