import { readField, readFields, type Fields, type IsSensitive } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'
import { isList, isMerged } from './spread.ts'

const messageSymbol = Symbol.for('message')
const splatSymbol = Symbol.for('splat')

/** Tells an info as loggers make it, of which nothing has to be looked for elsewhere. */
export function isUsual(info: unknown): info is Fields {
  return (
    typeof info === 'object' &&
    info !== null &&
    Object.getPrototypeOf(info) === Object.prototype &&
    typeof readField(info, 'message') === 'string' &&
    Object.hasOwn(info, 'message') &&
    readField(info, 'splat') === undefined
  )
}

/**
 * Reads the fields of an info, its message and timestamp also where a format has moved them:
 * `logstash()` into the line that it writes, `metadata()` below a field of its own.
 */
export function readInfo(info: unknown, isSensitive: IsSensitive): Fields {
  const fields = readFields(info)
  // `format.splat()` takes arguments under either name.
  if (fields[splatSymbol] === undefined && isList(fields['splat'])) {
    fields[splatSymbol] = fields['splat']
    delete fields['splat']
  }
  if (Object.hasOwn(fields, 'message')) return fields
  // The message of an error is no enumerable field.
  const own = readField(info, 'message')
  const line = own === undefined || own === '' ? readLine(fields[messageSymbol]) : {}
  fields['message'] = own || (line.message ?? own ?? line.text ?? messageBelow(fields, isSensitive))
  if (line.timestamp !== undefined) fields['timestamp'] ??= line.timestamp
  return fields
}

/** What stands in the line that a format has written. */
interface Line {
  readonly message?: unknown
  readonly timestamp?: unknown
  /** The line itself, where it is made for people. */
  readonly text?: string
}

function readLine(line: unknown): Line {
  if (typeof line !== 'string') return {}
  const text = stripColors(line)
  if (text.startsWith('{')) return readJson(text)
  // So `simple()` and the like write a message that there never was.
  return text.includes('undefined') ? {} : { text }
}

function readJson(text: string): Line {
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
