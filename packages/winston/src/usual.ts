import { isErrorLike, readField, toSeverityNumber } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'
import { hasTitle } from './handled.ts'
import { timeOf, type InfoContext, type Input } from './info.ts'
import { describeLevel } from './level.ts'
import { isMerged } from './spread.ts'

type Fields = Readonly<Record<PropertyKey, unknown>>

interface Usual extends Fields {
  readonly message: string
}

/** Fields that may say something of the line itself, or that winston has made of something else. */
const telling: ReadonlySet<string> = new Set([
  '0',
  'err',
  'error',
  'exception',
  'label',
  'rejection',
  'splat',
  'stack',
  'winston.logger.level',
])
const said: ReadonlySet<string> = new Set(['message', 'level'])
const saidWithTime: ReadonlySet<string> = new Set([...said, 'timestamp'])
const splatSymbol = Symbol.for('splat')

/**
 * Translates an info as it comes from `logger.info('text', { fields })`, of which nothing has to be
 * looked for: in one walk over its fields, and without a copy of them. Undefined for any other; what
 * it gives is what `toLogInput` would give.
 */
export function translateUsual(info: unknown, context: InfoContext): Input | undefined {
  const { level, error, lostError, filled = 0 } = context
  if (level === undefined || (error ?? lostError) !== undefined || filled > 0) return undefined
  try {
    return isUsual(info, level) ? translate(info, level, context) : undefined
  } catch {
    // A getter threw: that takes a closer look.
    return undefined
  }
}

function translate(info: Usual, level: string, { levels, levelMap, now }: InfoContext): Input {
  const time = timeOf(info, now)
  const input: Input = {
    level: toSeverityNumber(describeLevel(level, levels), levelMap),
    body: info.message,
    attributes: info,
    omit: time === undefined ? said : saidWithTime,
    loggerAttributes: { 'winston.logger.level': level },
    native: info,
  }
  if (time !== undefined) input.time = time
  return input
}

function isUsual(info: unknown, level: string): info is Usual {
  if (!isOrdinary(info) || info['level'] !== level) return false
  const { message } = info
  if (typeof message !== 'string' || !isPlain(message) || !isTaken(info[splatSymbol])) return false
  for (const name in info) {
    if (telling.has(name) || holdsError(info[name])) return false
  }
  return true
}

const isOrdinary = (info: unknown): info is Fields =>
  typeof info === 'object' && info !== null && Object.getPrototypeOf(info) === Object.prototype

/** Neither empty, nor with a token, nor coloured, nor that of an error that winston has caught. */
const isPlain = (message: string): boolean =>
  message !== '' && !message.includes('%') && stripColors(message) === message && !hasTitle(message)

/** Tells whether winston has made the arguments of the call, if any, fields of the info. */
function isTaken(args: unknown): boolean {
  if (args === undefined) return true
  if (!Array.isArray(args) || args.length > 1) return false
  return args.length === 0 || (isMerged(args[0]) && !isErrorLike(args[0]))
}

const holdsError = (field: unknown): boolean =>
  typeof field === 'object' &&
  field !== null &&
  (isErrorLike(field) || typeof readField(field, 'stack') === 'string')
