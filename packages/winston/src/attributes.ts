import { createBag, readField, readFields } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'
import { isError, repeats } from './error.ts'
import { handledFields, isMarked, type Handled } from './handled.ts'
import type { Message } from './message.ts'
import { countSpread, isList, isMerged, spreadText } from './spread.ts'

/** What was found out about an info. */
export interface Findings {
  readonly level: string | undefined
  readonly handled: Handled | undefined
  /** What was logged as the message. */
  readonly content: unknown
  readonly body: string
  readonly error: unknown
  readonly leftovers: Message['leftovers']
  /** True when the field `timestamp` is the info's time. */
  readonly isTimed: boolean
}

type Fields = Readonly<Record<PropertyKey, unknown>>

/** Gathers the attributes of an info: its fields, then what winston has not made fields of. */
export function toAttributes(fields: Fields, findings: Findings): Record<string, unknown> {
  const { level, handled, content, body, error, leftovers } = findings
  const attributes: Record<string, unknown> = createBag()
  if (level !== undefined) attributes['winston.logger.level'] = level
  if (handled !== undefined) attributes[`winston.${handled}`] = true
  addFields(attributes, fields, findings)
  if (isMerged(content)) addMissing(attributes, content, error, contentNames)
  for (const [place, argument] of leftovers) {
    if (isMerged(argument)) addMissing(attributes, argument, error)
    else if (!isVisible(argument, body)) attributes[`splat.${place}`] ??= argument
  }
  return attributes
}

function addFields(attributes: Record<string, unknown>, fields: Fields, findings: Findings): void {
  const names = Object.keys(fields)
  // Names that are whole numbers come before all others.
  const start = names[0] === '0' ? addSpread(attributes, fields, findings) : 0
  for (let index = start; index < names.length; index++) {
    const name = names[index] ?? ''
    if (isSaid(name, fields, findings)) continue
    attributes[nameOf(name, fields)] = withoutSaid(fields[name], findings)
  }
}

/** Adds a text that winston has spread over fields; gives how many of the fields are not to be told. */
function addSpread(
  attributes: Record<string, unknown>,
  fields: Fields,
  { content, leftovers }: Findings,
): number {
  const text = isList(content) ? '' : spreadText(fields)
  if (text !== '') attributes['splat.0'] = text
  const lists = [content, ...leftovers.map(([, argument]) => argument)]
  return Math.max(text.length, ...lists.map((list) => countSpread(fields, list)))
}

const contentNames: readonly string[] = ['message', 'msg']

function addMissing(
  attributes: Record<string, unknown>,
  source: object,
  error: unknown,
  skipped: readonly string[] = [],
): void {
  const fields = readFields(source)
  for (const name of Object.keys(fields)) {
    if (!skipped.includes(name) && !repeats(error, fields, name)) attributes[name] ??= fields[name]
  }
}

/** Whether the log itself, or what is told of its error, says what a field says. */
function isSaid(name: string, fields: Fields, findings: Findings): boolean {
  const { level, error, handled, isTimed } = findings
  if (name === 'message') return true
  if (name === 'level') return isNamed(level, fields[name])
  if (name === 'timestamp') return isTimed
  return (handled !== undefined && handledFields.includes(name)) || repeats(error, fields, name)
}

// Formats decorate the name of the level; anything else in its place is the application's.
function isNamed(level: string | undefined, field: unknown): boolean {
  if (field === level) return true
  if (typeof field !== 'string' || level === undefined) return false
  return stripColors(field).toLowerCase().includes(level.toLowerCase())
}

// `format.metadata()` moves what winston has taken from an error, or added to one, with the rest.
function withoutSaid(field: unknown, { error, handled }: Findings): unknown {
  if (typeof field !== 'object' || (error ?? handled) === undefined) return field
  const isHandled = handled !== undefined && isMarked(field)
  if ((!isHandled && !hasStackOf(error, field)) || field === error || isError(field)) return field
  const fields = readFields(field)
  for (const name of Object.keys(fields)) {
    if (repeats(error, fields, name) || (isHandled && handledFields.includes(name)))
      delete fields[name]
  }
  return fields
}

function hasStackOf(error: unknown, field: unknown): boolean {
  const stack = readField(field, 'stack')
  return typeof stack === 'string' && stack === readField(error, 'stack')
}

// `format.label()` writes the name of the part of the application that logs.
function nameOf(name: string, fields: Fields): string {
  const isLabel = name === 'label' && typeof fields['label'] === 'string'
  return isLabel && !Object.hasOwn(fields, 'logger.name') ? 'logger.name' : name
}

// What `format.splat()` has filled in is in the message already, and stays among the arguments.
function isVisible(argument: unknown, body: string): boolean {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof argument)
    ? body.includes(String(argument))
    : argument === undefined || argument === null
}
