import { format, types } from 'node:util'
import { readField, toText, type IsSensitive } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'
import { errorIn, isError } from './error.ts'
import { isMerged } from './spread.ts'

/** A message with what the call gave beside it. */
export interface Message {
  readonly body: string
  readonly template?: string
  readonly parameters?: readonly unknown[]
  /** Arguments that neither the message nor the info has taken in, by their place in the call. */
  readonly leftovers: readonly (readonly [place: number, argument: unknown])[]
}

const none: Message['leftovers'] = []
// What winston takes for a token: with one in the message it merges no argument into the info.
const token = /%[scdjifoO%]/

/**
 * Reads what was logged as the message, and fills the arguments into the `%` tokens that
 * no format has filled, by the rules of `util.format`. `filled` arguments are in the message already.
 * A line without words has those of its error.
 */
export function toMessage(
  content: unknown,
  args: readonly unknown[],
  error: unknown,
  isSensitive: IsSensitive,
  filled = 0,
): Message {
  const text = toBody(content, isSensitive)
  const body = text === '' ? messageOf(error) : text
  if (args.length === 0) return { body, leftovers: none }
  if (filled > 0) return { body, leftovers: leftoversOf(args, filled, true) }
  const holes = typeof content === 'string' ? countHoles(text) : 0
  const leftovers = leftoversOf(args, holes, token.test(text))
  if (holes === 0) return { body, leftovers }
  const parameters = args.slice(0, holes)
  return { body: render(text, parameters, isSensitive), template: text, parameters, leftovers }
}

function leftoversOf(
  args: readonly unknown[],
  holes: number,
  hasToken: boolean,
): Message['leftovers'] {
  const taken = hasToken || !isMerged(args[0]) ? holes : holes + 1
  if (holes === 0 && args.length <= taken) return none
  return [...args.entries()].filter(
    // An error in a hole shows its message there, and none of its own fields.
    ([place, argument]) => place >= taken || (place < holes && isError(argument)),
  )
}

function toBody(content: unknown, isSensitive: IsSensitive): string {
  if (typeof content === 'string') return stripColors(content)
  if (content === undefined || content === null) return ''
  const said = readField(content, 'message') ?? readField(content, 'msg')
  if (typeof said === 'string') return stripColors(said)
  const error = errorIn(content, { isSensitive })
  return error === undefined ? toText(content, isSensitive) : messageOf(error)
}

function messageOf(error: unknown): string {
  const message = readField(error, 'message')
  return typeof message === 'string' ? stripColors(message) : ''
}

/** Counts the tokens that an argument is filled into. */
export function countHoles(text: string): number {
  if (!text.includes('%')) return 0
  const tokens = text.match(/%[sdifjoOc%]/g) ?? []
  return tokens.filter((token) => token !== '%%').length
}

function render(
  template: string,
  parameters: readonly unknown[],
  isSensitive: IsSensitive,
): string {
  try {
    const shown = parameters.map((parameter) => printable(parameter, isSensitive))
    const text = format(template, ...shown)
    return shown.some(isObject) && namesSensitive(text, isSensitive)
      ? format(template, ...shown.map((parameter) => dataOf(parameter, isSensitive)))
      : text
  } catch {
    return template
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

// `util.format` prints the whole stack of an error.
function printable(parameter: unknown, isSensitive: IsSensitive): unknown {
  return types.isNativeError(parameter) ? toText(parameter, isSensitive) : parameter
}

// Texts in quotes, and what stands before `:` or `=>`, as `util.inspect` and JSON write names.
const name = /["'`]([^"'`\n]+)["'`]|(?<=^|[\s{([,])([^\s"'`{}[\](),:=]+)(?=[)\]]*(?::| =>))/g

/**
 * Whether a text may show something sensitive. `util.format` knows of no names, and shows more of an
 * object than its fields: what is private to `Headers`, or what a `toJSON` leaves out.
 */
function namesSensitive(text: string, isSensitive: IsSensitive): boolean {
  for (const [, quoted, plain] of text.matchAll(name)) {
    // The text of headers that a request or response of Node has.
    if (plain === '_header' || isSensitive(quoted ?? plain ?? '')) return true
  }
  return false
}

/** Gives what attributes would tell of an object, for `util.format` to print. */
function dataOf(parameter: unknown, isSensitive: IsSensitive): unknown {
  if (!isObject(parameter)) return parameter
  const text = toText(parameter, isSensitive)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
