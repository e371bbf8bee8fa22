import { format, types } from 'node:util'
import { isErrorLike, readField, toText, type IsSensitive } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'
import { isError } from './error.ts'

/** A message with what the call gave beside it. */
export interface Message {
  readonly body: string
  readonly template?: string
  readonly parameters?: readonly unknown[]
  /** Arguments that neither the message nor the info has taken in, by their place in the call. */
  readonly leftovers: readonly (readonly [place: number, argument: unknown])[]
}

// What winston takes for a token: with one in the message it merges no argument into the info.
const token = /%[scdjifoO%]/

/**
 * Reads what was logged as the message, and fills the arguments into the `%` tokens that
 * `format.splat()` has not filled, by the rules of `util.format`.
 */
export function toMessage(
  content: unknown,
  args: readonly unknown[],
  isSensitive: IsSensitive,
): Message {
  const body = toBody(content, isSensitive)
  const holes = typeof content === 'string' ? countHoles(body) : 0
  const parameters = args.slice(0, holes)
  const mergedArgs = !token.test(body) && isMerged(args[0]) ? 1 : 0
  const leftovers = [...args.entries()].filter(
    // An error in a hole shows its message there, and none of its own fields.
    ([place, argument]) => place >= holes + mergedArgs || (place < holes && isError(argument)),
  )
  if (parameters.length === 0) return { body, leftovers }
  return { body: render(body, parameters, isSensitive), template: body, parameters, leftovers }
}

function toBody(content: unknown, isSensitive: IsSensitive): string {
  if (typeof content === 'string') return stripColors(content)
  if (content === undefined || content === null) return ''
  const text = readField(content, 'message') ?? readField(content, 'msg')
  return typeof text === 'string' ? stripColors(text) : toText(content, isSensitive)
}

/** Whether winston makes the fields of an argument fields of the info. */
export function isMerged(argument: unknown): argument is object {
  if (typeof argument !== 'object' || argument === null) return false
  try {
    return isErrorLike(argument) || Object.prototype.toString.call(argument) === '[object Object]'
  } catch {
    return false
  }
}

function countHoles(text: string): number {
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
