import { readField, readFields, type Fields, type IsSensitive } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'
import { isMerged } from './spread.ts'

const messageSymbol = Symbol.for('message')
const splatSymbol = Symbol.for('splat')

/**
 * Reads the fields of an info, its message and timestamp also where a format has moved them:
 * `logstash()` into the line that it writes, `metadata()` below a field of its own.
 */
export function readInfo(info: unknown, isSensitive: IsSensitive): Fields {
  const fields = readFields(info)
  // `format.splat()` takes arguments under either name.
  if (fields[splatSymbol] === undefined && Array.isArray(fields['splat'])) {
    fields[splatSymbol] = fields['splat']
    delete fields['splat']
  }
  if (Object.hasOwn(fields, 'message')) return fields
  // The message of an error is no enumerable field.
  const own = readField(info, 'message')
  const line = own === undefined || own === '' ? readLine(fields[messageSymbol]) : {}
  const message = own === '' ? (line.message ?? own) : (own ?? line.message)
  fields['message'] = message ?? messageBelow(fields, isSensitive)
  if (line.timestamp !== undefined) fields['timestamp'] ??= line.timestamp
  return fields
}

interface Moved {
  readonly message?: unknown
  readonly timestamp?: unknown
}

function readLine(line: unknown): Moved {
  if (typeof line !== 'string') return {}
  const text = stripColors(line)
  if (text.startsWith('{')) return readJson(text)
  // So `simple()` and the like write a message that there never was.
  return text.includes('undefined') ? {} : { message: text }
}

function readJson(text: string): Moved {
  try {
    const record: unknown = JSON.parse(text)
    return {
      message: readField(record, '@message') ?? readField(record, 'message'),
      timestamp: readField(record, '@timestamp'),
    }
  } catch {
    return {}
  }
}

function messageBelow(fields: Fields, isSensitive: IsSensitive): unknown {
  return Object.keys(fields)
    .filter((name) => isMerged(fields[name]) && !isSensitive(name))
    .map((name) => readField(fields[name], 'message'))
    .find((message) => typeof message === 'string')
}
