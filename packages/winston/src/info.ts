import {
  readField,
  toSeverityNumber,
  toTimeMs,
  type IsSensitive,
  type LevelMap,
  type LogInput,
} from '@logs-to-sentry/core'
import { toAttributes } from './attributes.ts'
import { stripColors } from './colors.ts'
import { findError } from './error.ts'
import { handledBy, withoutStack } from './handled.ts'
import { describeLevel, type Levels } from './level.ts'
import { toMessage } from './message.ts'
import { isUsual, readInfo } from './moved.ts'
import { isMerged, itemsOf } from './spread.ts'

/** What a reader of infos has to know of the logger and the client. */
export interface InfoContext {
  /** The logger's own levels. */
  readonly levels?: Levels | undefined
  /** The level of the info, where it was read already. */
  readonly level?: string | undefined
  /** The user's own severities of level names. */
  readonly levelMap?: LevelMap | undefined
  /** Names whose values must not be read in a body. */
  readonly isSensitive: IsSensitive
  /** The error that the info, or its message, was before formats. */
  readonly error?: unknown
  /** An error among the arguments, where `format.splat()` may have taken it out of them. */
  readonly lostError?: unknown
  /** How many arguments a format has filled into the message. */
  readonly filled?: number | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

type Fields = Readonly<Record<PropertyKey, unknown>>

const levelSymbol = Symbol.for('level')
const splatSymbol = Symbol.for('splat')

const dayMs = 86_400_000
/** Sentry shifts a log that is further in the future. */
const maxFutureMs = 60_000

/** What is being put together of a log. */
export type Input = { -readonly [Name in keyof LogInput]: LogInput[Name] }

/**
 * Translates an info of winston, which may be an error itself, to what core captures.
 * Never throws, and never changes the info.
 */
export function toLogInput(info: unknown, context: InfoContext): Input {
  try {
    // Most infos can be read without a copy; one with a getter that throws cannot.
    if (isUsual(info)) return translate(info, info, context)
  } catch {
    // It is copied.
  }
  return translate(info, readInfo(info, context.isSensitive), context)
}

function translate(info: unknown, fields: Fields, context: InfoContext): Input {
  const { isSensitive, level = levelOf(info) } = context
  const handled = handledBy(info)
  const args = itemsOf(fields[splatSymbol])
  const content = isMerged(info) ? fields['message'] : info
  const given = context.lostError === undefined ? args : [...args, context.lostError]
  const error = findError(info, fields, given, context)
  const said = handled ? withoutStack(content, readField(error, 'stack')) : content
  const { body, template, parameters, leftovers } = toMessage(
    said,
    args,
    error,
    isSensitive,
    context.filled,
  )
  const time = timeOf(fields, context.now)
  const isTimed = time !== undefined
  const found = { level, handled, content, error, leftovers, body, isTimed }
  const input: Input = {
    level: toSeverityNumber(describeLevel(level, context.levels), context.levelMap),
    body,
    attributes: toAttributes(fields, found),
    native: info,
  }
  if (template !== undefined) input.template = template
  if (parameters !== undefined) input.parameters = parameters
  if (time !== undefined) input.time = time
  if (error !== undefined) input.error = error
  return input
}

/** Reads the level under which an info was logged; colours of `format.colorize()` do not matter. */
export function levelOf(info: unknown): string | undefined {
  const level = readField(info, levelSymbol) ?? readField(info, 'level')
  return typeof level === 'string' ? stripColors(level) : undefined
}

/** Reads the timestamp, which is often a text for people, without a zone, or a field of the application. */
export function timeOf({ timestamp }: Fields, now: number): number | undefined {
  const timeMs = timestamp === undefined ? undefined : toTimeMs(timestamp)
  if (timeMs === undefined) return undefined
  return timeMs >= now - dayMs && timeMs <= now + maxFutureMs ? timeMs : undefined
}

/** Bytes of the message, where that is text. */
export function sizeOf(info: unknown): number {
  const message = readField(info, 'message')
  return typeof message === 'string' ? Buffer.byteLength(message) : 0
}
