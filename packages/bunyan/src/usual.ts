import {
  isKeptTime,
  readField,
  toSeverityNumber,
  toTimeMs,
  type LogInput,
} from '@logs-to-sentry/core'
import type { EntryContext } from './entry.ts'

/** What bunyan itself writes into every entry. */
interface Usual {
  readonly [name: string]: unknown
  readonly name: string
  readonly hostname: string
  readonly pid: number
  readonly level: number
  readonly msg: string
}

/** Fields that are told as something else, or that stand in the way of those that are. */
const telling: ReadonlySet<string> = new Set([
  'bunyan.logger.level',
  'logger.name',
  'process.pid',
  'server.address',
  'src',
])
const said: ReadonlySet<string> = new Set(['name', 'hostname', 'pid', 'level', 'msg', 'time', 'v'])

/**
 * Translates an entry as bunyan itself makes it, without a copy of its fields. Undefined for any
 * other; what it gives is what `toLogInput` would give.
 */
export function translateUsual(entry: unknown, { levelMap }: EntryContext): LogInput | undefined {
  try {
    if (!isUsual(entry)) return undefined
    const { level, msg, name, hostname, pid } = entry
    const time = toTimeMs(entry['time'])
    if (time === undefined || !isKeptTime(time)) return undefined
    return {
      level: toSeverityNumber({ number: level }, levelMap),
      body: msg,
      attributes: entry,
      omit: said,
      loggerAttributes: {
        'bunyan.logger.level': level,
        'logger.name': name,
        'server.address': hostname,
        'process.pid': pid,
      },
      time,
      native: entry,
    }
  } catch {
    // A getter threw: that takes a closer look.
    return undefined
  }
}

function isUsual(entry: unknown): entry is Usual {
  if (typeof entry !== 'object' || entry === null) return false
  if (Object.getPrototypeOf(entry) !== Object.prototype) return false
  const fields: Partial<Usual> = entry
  const { level, msg, name, hostname, pid } = fields
  if (typeof level !== 'number' || typeof msg !== 'string' || msg === '') return false
  if (typeof name !== 'string' || typeof hostname !== 'string' || typeof pid !== 'number')
    return false
  for (const field in fields) {
    if (telling.has(field) || hasHeader(fields[field])) return false
  }
  return true
}

const hasHeader = (field: unknown): boolean =>
  typeof field === 'object' && field !== null && readField(field, 'header') !== undefined
