import {
  conventionalName,
  createBag,
  currentContext,
  isErrorLike,
  readField,
  severityNumberOf,
  toSeverityNumber,
  toText,
  type LogInput,
} from '@logs-to-sentry/core'
import { isFields, type Fields } from './fields.ts'
import { isShadowed, readHead } from './line-head.ts'
import { findLevel, isCustom, type FoundLevel } from './line-level.ts'
import { takeTemplate } from './line-template.ts'
import { findTime } from './line-time.ts'
import { liftTrace, takeProcessTrace } from './line-trace.ts'
import type { LoggerConfig } from './logger-config.ts'

/** One line of pino, parsed. */
export interface Line {
  readonly value: unknown
  /** What the line begins with, which is pino's own word. */
  readonly head: Fields
}

type Input = { -readonly [Name in keyof LogInput]: LogInput[Name] }

/** Parses a line; null when it is not JSON, or says nothing (`null`). */
export function parseLine(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text)
    return value === null ? null : { value, head: readHead(text) }
  } catch {
    return null
  }
}

/** Translates a line of pino to what core captures. */
export function toLogInput(line: Line, config: LoggerConfig): LogInput {
  const { value, head } = line
  if (!isFields(value)) {
    return { level: severityNumberOf('info'), body: toBody(value, config), native: value }
  }
  const level = findLevel(head, value, config)
  const time = findTime(head, value)
  const error = findError(value, config)
  const messageKey = findMessageKey(value, config)
  const levelField = isShadowed(level.field, head, value) ? undefined : level.field
  const timeField = isShadowed(time?.field, head, value) ? undefined : time?.field
  const attributes = toAttributes(value, config, level, [messageKey, levelField, timeField])
  const template = takeTemplate(attributes)
  const trace = takeProcessTrace(attributes)
  const message = value[messageKey]
  const input: Input = {
    level: toSeverityNumber(level, config.levelMap),
    body:
      message === undefined ? errorMessage(error ?? firstError(value)) : toBody(message, config),
    attributes,
    native: value,
  }
  if (template !== undefined) Object.assign(input, template)
  if (time !== undefined) input.time = time.timeMs
  if (error !== undefined) input.error = error
  if (trace !== undefined) input.context = { ...currentContext(), trace }
  return input
}

// Only a logger that has told nothing of itself has several.
function findMessageKey(fields: Fields, { messageKeys }: LoggerConfig): string {
  const [first] = messageKeys
  return messageKeys.find((key) => typeof fields[key] === 'string') ?? first
}

function findError(fields: Fields, config: LoggerConfig): unknown {
  const { errorKey, nestedKey } = config
  const nested = nestedKey === undefined ? undefined : fields[nestedKey]
  const candidates = [isFields(nested) ? nested[errorKey] : undefined, fields[errorKey]]
  return candidates.find((candidate) => isErrorLike(candidate))
}

const firstError = (fields: Fields): unknown => Object.values(fields).find(isErrorLike)

// The live error of a call may be anything.
function errorMessage(error: unknown): string {
  const message = readField(error, 'message')
  return typeof message === 'string' ? message : ''
}

function toBody(message: unknown, config: LoggerConfig): string {
  if (typeof message === 'string') return message
  return message === null ? '' : toText(message, config.isSensitive ?? (() => false))
}

// Of the fields of the line those leave that say what the log itself has a place for. Under
// `nestedKey` only the trace is looked for, because core finds it at the top.
function toAttributes(
  fields: Fields,
  { nestedKey }: LoggerConfig,
  level: FoundLevel,
  said: readonly unknown[],
): Record<string, unknown> {
  const attributes: Record<string, unknown> = createBag()
  if (level.number !== undefined) attributes['pino.logger.level'] = level.number
  if (level.field !== undefined && isCustom(level)) {
    attributes['pino.logger.level_name'] = level.name
  }
  for (const name of Object.keys(fields)) {
    if (!said.includes(name)) attributes[conventionalName(name, fields)] = fields[name]
  }
  const nested = nestedKey === undefined ? undefined : fields[nestedKey]
  if (nestedKey !== undefined && isFields(nested)) liftTrace(attributes, nestedKey, nested)
  return attributes
}
