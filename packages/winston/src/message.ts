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
    return format(template, ...parameters.map((parameter) => printable(parameter, isSensitive)))
  } catch {
    return template
  }
}

// `util.format` knows nothing of sensitive names, and prints the whole stack of an error.
function printable(parameter: unknown, isSensitive: IsSensitive): unknown {
  if (typeof parameter !== 'object' || parameter === null) return parameter
  const text = toText(parameter, isSensitive)
  if (types.isNativeError(parameter)) return text
  return text.includes('[Filtered]') ? JSON.parse(text) : parameter
}
