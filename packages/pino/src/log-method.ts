import { readField } from '@logs-to-sentry/core'
import type { LogFn, Logger } from 'pino'
import { parameterPrefix, templateField } from './line-template.ts'
import { findRewriting, findSymbol, readInternal } from './logger-internals.ts'
import { findHoles, toJson } from './message-holes.ts'

/** What pino takes as `hooks.logMethod`. */
export type LogMethodHook = (
  this: Logger,
  args: Parameters<LogFn>,
  method: LogFn,
  level: number,
) => void

/**
 * Makes a `hooks.logMethod` for pino that keeps what the message was before pino filled in its
 * arguments: `pino({ hooks: { logMethod: sentryLogMethod() }, transport })`.
 *
 * A line with `%` tokens and arguments for them gets the fields `sentry.message.template` and
 * `sentry.message.parameter.0`, `.1` and so on, which every destination of the logger sees. All else
 * of it is as without the hook. A message that the logger redacts or serializes gets none.
 *
 * @param own a hook of the application, called as pino calls it; the arguments it passes on count.
 * @throws TypeError when `own` is no function.
 */
export function sentryLogMethod(own?: LogMethodHook): LogMethodHook {
  if (own === undefined) return logWithTemplate
  if (typeof own !== 'function') {
    throw new TypeError(`sentryLogMethod: the hook is a ${typeof own}, expected a function`)
  }
  return function logMethod(args, method, level) {
    const next = function (this: Logger, ...passed: Parameters<LogFn>): void {
      logWithTemplate.call(this, passed, method)
    }
    own.call(this, args, next, level)
  }
}

function logWithTemplate(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  Reflect.apply(method, withTemplate(this, args), args)
}

// A child for one line. Bindings stand at the top of a line, whatever the call logs and wherever
// that is nested; it is made by hand because `logger.child` calls the application's `onChild`.
function withTemplate(logger: object, args: readonly unknown[]): unknown {
  try {
    const fields = templateFields(logger, args)
    const bindings = fields === '' ? undefined : findSymbol(logger, 'chindings')
    if (bindings === undefined) return logger
    const child: unknown = Object.create(logger)
    // Plain assignment: every other way to set it costs more than all else here.
    if (isWritable(child)) child[bindings] = textOf(readField(logger, bindings)) + fields
    return child
  } catch {
    // An argument that cannot be written is pino's to tell the caller of.
    return logger
  }
}

const isWritable = (value: unknown): value is Record<symbol, unknown> => typeof value === 'object'

function templateFields(logger: object, args: readonly unknown[]): string {
  const place = typeof args[0] === 'object' || args[0] === undefined ? 1 : 0
  const message = args[place]
  if (typeof message !== 'string' || args.length === place + 1) return ''
  const template = textOf(readInternal(logger, 'msgPrefix')) + message
  const holes = findHoles(template, args.slice(place + 1))
  const write = holes.length === 0 ? undefined : findWriter(logger)
  const stringify = readField(readInternal(logger, 'formatOpts'), 'stringify')
  if (write === undefined || !isWriter(stringify)) return ''
  const parameters = holes.map((hole, index) =>
    write(parameterPrefix + String(index), toJson(hole, stringify)),
  )
  return write(templateField, JSON.stringify(template)) + parameters.join('')
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

// Writes a field as pino writes one of a child; undefined where the logger changes its messages.
function findWriter(logger: object): ((name: string, json: unknown) => string) | undefined {
  const messageKey = readInternal(logger, 'messageKey')
  const rewriting = typeof messageKey === 'string' ? findRewriting(logger, messageKey) : undefined
  if (rewriting === undefined) return undefined
  const { serialize, redact, redactAny } = rewriting
  if (serialize !== undefined || redact !== undefined) return undefined
  return (name, json) => {
    if (typeof json !== 'string') return ''
    const written = isWriter(redactAny) ? redactAny(JSON.parse(json)) : json
    return typeof written === 'string' ? `,"${name}":${written}` : ''
  }
}

const isWriter = (value: unknown): value is (value: unknown) => unknown =>
  typeof value === 'function'
