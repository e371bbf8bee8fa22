import {
  isErrorLike,
  isKeptTime,
  toSeverityNumber,
  toTimeMs,
  type LogInput,
} from '@logs-to-sentry/core'
import { isFields, type Fields } from './fields.ts'
import type { Line } from './line.ts'
import { templateField } from './line-template.ts'
import { processTraceField } from './line-trace.ts'
import { standardLevels, type LoggerConfig } from './logger-config.ts'

/** Fields that are told as something else, or that stand in the way of those that are. */
const telling: ReadonlySet<string> = new Set([
  'pino.logger.level',
  'logger.name',
  'process.pid',
  'server.address',
  templateField,
  processTraceField,
])
const said: ReadonlySet<string> = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg'])

/**
 * Translates a line as pino itself writes it, without a copy of its fields. Undefined for any other;
 * what it gives is what `toLogInput` would give.
 */
export function translateUsual({ value, head }: Line, config: LoggerConfig): LogInput | undefined {
  if (!isFields(value) || config.nestedKey !== undefined || config.messageKeys[0] !== 'msg')
    return undefined
  const { level, time, msg, pid, hostname, name } = value
  if (typeof level !== 'number' || level !== head['level'] || typeof msg !== 'string')
    return undefined
  const timeMs = typeof time === 'number' && time === head['time'] ? toTimeMs(time) : undefined
  const levelName = standardLevels.get(level)
  if (timeMs === undefined || !isKeptTime(timeMs) || levelName === undefined) return undefined
  if (config.levelNames.get(level) !== levelName || !isUsual(value, config)) return undefined
  return {
    level: toSeverityNumber({ number: level, name: levelName }, config.levelMap),
    body: msg,
    attributes: value,
    omit: said,
    loggerAttributes: {
      'pino.logger.level': level,
      'process.pid': pid,
      'server.address': hostname,
      'logger.name': name,
    },
    time: timeMs,
    native: value,
  }
}

function isUsual(fields: Fields, { errorKey }: LoggerConfig): boolean {
  if (isErrorLike(fields[errorKey])) return false
  const { pid, hostname, name } = fields
  if (pid !== undefined && typeof pid !== 'number') return false
  if (hostname !== undefined && typeof hostname !== 'string') return false
  if (name !== undefined && typeof name !== 'string') return false
  for (const field of Object.keys(fields)) if (telling.has(field)) return false
  return true
}
