import {
  conventionalName,
  isErrorLike,
  severityNumberOf,
  toSeverityNumber,
  toText,
  traceFields,
  type LogInput,
} from '@logs-to-sentry/core'
import { isFields, type Fields } from './fields.ts'
import { findLevel, isCustom, type FoundLevel } from './line-level.ts'
import { findTime } from './line-time.ts'
import type { LoggerConfig } from './logger-config.ts'

/** One line of pino, parsed. */
export interface Line {
  readonly value: unknown
  /** The level that pino itself wrote, also where a field of the application has the same name. */
  readonly level?: unknown
  /** The time that pino itself wrote, also where a field of the application has the same name. */
  readonly time?: unknown
}

// pino writes its level and time first; JSON.parse keeps the last of two fields of one name.
const head =
  /^\{"level":(-?\d[^,}]*|"(?:[^"\\]|\\.)*")(?:,"time":(-?\d[^,}]*|"(?:[^"\\]|\\.)*"))?[,}]/

/** Parses a line; null when it is not JSON, or says nothing (`null`). */
export function parseLine(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text)
    if (value === null) return null
    if (!isFields(value)) return { value }
    const [, level, time] = head.exec(text) ?? []
    return {
      value,
      level: level === undefined ? value['level'] : JSON.parse(level),
      time: time === undefined ? value['time'] : JSON.parse(time),
    }
  } catch {
    return null
  }
}

/** Translates a line of pino to what core captures. */
export function toLogInput(line: Line, config: LoggerConfig): LogInput {
  const { value } = line
  if (!isFields(value)) {
    return { level: severityNumberOf('info'), body: toBody(value, config), native: value }
  }
  const level = findLevel(line.level, value, config)
  const time = findTime(line.time, value)
  const error = findError(value, config)
  const message = value[config.messageKey]
  return {
    level: toSeverityNumber(level, config.levelMap),
    body: message === undefined ? errorMessage(error) : toBody(message, config),
    attributes: toAttributes(line, value, config, level, time?.field),
    ...(time && { time: time.timeMs }),
    ...(error !== undefined && { error }),
    native: value,
  }
}

function findError(fields: Fields, config: LoggerConfig): unknown {
  const { errorKey, nestedKey } = config
  const nested = nestedKey === undefined ? undefined : fields[nestedKey]
  const candidates = [isFields(nested) ? nested[errorKey] : undefined, fields[errorKey]]
  return candidates.find((candidate) => isErrorLike(candidate))
}

const errorMessage = (error: unknown): string =>
  isFields(error) && typeof error['message'] === 'string' ? error['message'] : ''

function toBody(message: unknown, config: LoggerConfig): string {
  if (typeof message === 'string') return message
  return message === null ? '' : toText(message, config.isSensitive ?? (() => false))
}

// Of the fields of the line those leave that say what the log itself has a place for. Under
// `nestedKey` only the trace is looked for, because core finds it at the top.
function toAttributes(
  line: Line,
  fields: Fields,
  config: LoggerConfig,
  level: FoundLevel,
  timeField: string | undefined,
): Record<string, unknown> {
  const attributes: Record<string, unknown> = { __proto__: null }
  if (level.number !== undefined) attributes['pino.logger.level'] = level.number
  if (level.field !== undefined && isCustom(level)) {
    attributes['pino.logger.level_name'] = level.name
  }
  for (const name of Object.keys(fields)) {
    const value = fields[name]
    if (name === config.messageKey) continue
    if (name === level.field && (name !== 'level' || value === line.level)) continue
    if (name === timeField && (name !== 'time' || value === line.time)) continue
    attributes[conventionalName(name, fields)] = value
  }
  const nested = config.nestedKey === undefined ? undefined : fields[config.nestedKey]
  if (config.nestedKey !== undefined && isFields(nested)) {
    liftTrace(attributes, config.nestedKey, nested)
  }
  return attributes
}

function liftTrace(attributes: Record<string, unknown>, key: string, nested: Fields): void {
  const found = traceFields.filter((field) => Object.hasOwn(nested, field))
  if (found.length === 0) return
  const rest: Record<string, unknown> = { __proto__: null, ...nested }
  for (const field of found) {
    attributes[field] ??= rest[field]
    delete rest[field]
  }
  attributes[key] = rest
}
