import {
  readField,
  readFields,
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
import { readInfo } from './moved.ts'
import { isMerged } from './spread.ts'

/** What a reader of infos has to know of the logger and the client. */
export interface InfoContext {
  /** The logger's own levels. */
  readonly levels?: Levels | undefined
  /** The user's own severities of level names. */
  readonly levelMap?: LevelMap | undefined
  /** Names whose values must not be read in a body. */
  readonly isSensitive: IsSensitive
  /** The error that the info was before the transport's own format got a copy of it. */
  readonly error?: unknown
  /** Milliseconds since 1970. */
  readonly now: number
}

type Fields = Readonly<Record<PropertyKey, unknown>>

const levelSymbol = Symbol.for('level')
const splatSymbol = Symbol.for('splat')

const dayMs = 86_400_000
/** Sentry shifts a log that is further in the future. */
const maxFutureMs = 60_000

/**
 * Translates an info of winston, which may be an error itself, to what core captures.
 * Never throws, and never changes the info.
 */
export function toLogInput(info: unknown, context: InfoContext): LogInput {
  const { isSensitive } = context
  const fields = readInfo(info, isSensitive)
  const level = levelOf(info)
  const handled = handledBy(info)
  const args = Object.values(readFields(fields[splatSymbol]))
  const content = isMerged(info) ? fields['message'] : info
  const error = findError(context.error ?? info, fields, args, isSensitive)
  const { leftovers, ...message } = toMessage(
    handled ? withoutStack(content, readField(error, 'stack')) : content,
    args,
    error,
    isSensitive,
  )
  const time = timeOf(fields, context.now)
  return {
    level: toSeverityNumber(describeLevel(level, context.levels), context.levelMap),
    ...message,
    attributes: toAttributes(fields, {
      level,
      handled,
      content,
      error,
      leftovers,
      body: message.body,
      isTimed: time !== undefined,
    }),
    ...(time !== undefined && { time }),
    ...(error !== undefined && { error }),
    native: info,
  }
}

/** Reads the level under which an info was logged; colours of `format.colorize()` do not matter. */
export function levelOf(info: unknown): string | undefined {
  const level = readField(info, levelSymbol) ?? readField(info, 'level')
  return typeof level === 'string' ? stripColors(level) : undefined
}

// A timestamp is often a text for people, without a zone, or a field of the application.
function timeOf({ timestamp }: Fields, now: number): number | undefined {
  const timeMs = timestamp === undefined ? undefined : toTimeMs(timestamp)
  if (timeMs === undefined) return undefined
  return timeMs >= now - dayMs && timeMs <= now + maxFutureMs ? timeMs : undefined
}
