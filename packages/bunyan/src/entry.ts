import {
  conventionalName,
  createBag,
  isErrorLike,
  isKeptTime,
  readField,
  readFields,
  toSeverityNumber,
  toText,
  toTimeMs,
  type IsSensitive,
  type LevelMap,
  type LogInput,
  type NativeLevel,
} from '@logs-to-sentry/core'
import { readCall } from './call.ts'
import { filterHeader } from './response.ts'
import { codeAttributes } from './source.ts'

/** What a reader of entries has to know of the client. */
export interface EntryContext {
  /** The user's own severities of level names and numbers. */
  readonly levelMap?: LevelMap | undefined
  /** Names whose values must not be read in a body. */
  readonly isSensitive: IsSensitive
}

type Fields = Readonly<Record<PropertyKey, unknown>>

type Input = { -readonly [Name in keyof LogInput]: LogInput[Name] }

/**
 * Translates an entry of bunyan to what core captures; what is no object becomes the text that it
 * reads as. `args` are those of the call that logged it, where they are known. Never throws, and
 * never changes the entry.
 */
export function toLogInput(
  entry: unknown,
  context: EntryContext,
  args: readonly unknown[] = [],
): LogInput {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return { level: 'info', body: toText(entry, context.isSensitive), native: entry }
  }
  try {
    // Most entries can be read without a copy; one with a getter that throws cannot.
    if (isUsual(entry)) {
      return translate(entry, entry, context, args)
    }
  } catch {
    // It is copied.
  }
  return translate(entry, readFields(entry), context, args)
}

const isUsual = (entry: object): entry is Fields =>
  Object.getPrototypeOf(entry) === Object.prototype

function translate(
  entry: object,
  fields: Fields,
  { levelMap, isSensitive }: EntryContext,
  args: readonly unknown[],
): LogInput {
  const level = describeLevel(fields['level'])
  const time = findTime(fields)
  const { error: told, template, parameters } = readCall(args, fields['msg'])
  const error = isErrorLike(fields['err']) ? undefined : told
  const attributes = toAttributes(fields, level, time !== undefined, isSensitive)
  if (error !== undefined) attributes['err'] ??= error
  const input: Input = {
    level: toSeverityNumber(level, levelMap),
    body: toBody(fields['msg'], fields['err'] ?? error, isSensitive),
    attributes,
    native: entry,
  }
  if (template !== undefined) input.template = template
  if (parameters !== undefined) input.parameters = parameters
  if (time !== undefined) input.time = time
  if (error !== undefined) input.error = error
  return input
}

// A call may name a time that is its own, and older than Sentry keeps logs.
function findTime(fields: Fields): number | undefined {
  const timeMs = toTimeMs(fields['time'])
  return timeMs !== undefined && isKeptTime(timeMs) ? timeMs : undefined
}

function describeLevel(level: unknown): NativeLevel {
  if (typeof level === 'number') return { number: level }
  if (typeof level !== 'string') return {}
  return /^\d+$/.test(level) ? { number: Number(level) } : { name: level }
}

// A call that logs nothing but fields has an empty message.
function toBody(msg: unknown, error: unknown, isSensitive: IsSensitive): string {
  if (msg !== undefined && msg !== null && msg !== '') return toText(msg, isSensitive)
  const message = readField(error, 'message')
  return typeof message === 'string' ? message : ''
}

function toAttributes(
  fields: Fields,
  level: NativeLevel,
  isTimed: boolean,
  isSensitive: IsSensitive,
): Record<string, unknown> {
  const attributes: Record<string, unknown> = createBag()
  const nativeLevel = level.number ?? level.name
  const code = codeAttributes(fields['src'])
  if (nativeLevel !== undefined) attributes['bunyan.logger.level'] = nativeLevel
  Object.assign(attributes, code)
  for (const name of Object.keys(fields)) {
    if (name === 'v' || name === 'msg' || (name === 'time' && isTimed)) continue
    if (name === 'src' && code !== undefined) continue
    if (name === 'level' && nativeLevel !== undefined) continue
    attributes[conventionalName(name, fields)] = filterHeader(fields[name], isSensitive)
  }
  return attributes
}
