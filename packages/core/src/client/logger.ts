import { globalClient } from './global-client.ts'
import type { LogInput } from '../log.ts'
import type { IsSensitive } from '../values/redact.ts'
import type { Severity } from '../severity.ts'
import {
  type FormattedMessage,
  fmt,
  isFormattedMessage,
  renderMessage,
  renderTemplate,
} from '../template/template.ts'
import { errorMessage, isErrorLike } from '../values/error-like.ts'
import { readFields } from '../values/fields.ts'
import { toText } from '../values/text.ts'

/**
 * Values for a template's `{placeholder}`s, each also sent as `sentry.message.parameter.<name>`.
 * `attributes` is the one reserved name: attributes of this log that are no parameters.
 */
export type LogParameters = Readonly<Record<string, unknown>> & {
  readonly attributes?: Readonly<Record<string, unknown>> | null | undefined
}

type Message = string | FormattedMessage | Error

/**
 * Logs one message; does nothing before `init`. Never throws.
 *
 * An error in place of the message or of the parameters is sent as `exception.*`.
 */
export type LogMethod = (template: Message, params?: LogParameters | Error) => void

/** The six methods of Sentry's logger, `warning` as Python spells it beside `warn`. */
export interface Logger {
  readonly trace: LogMethod
  readonly debug: LogMethod
  readonly info: LogMethod
  readonly warn: LogMethod
  readonly warning: LogMethod
  readonly error: LogMethod
  readonly fatal: LogMethod
  /** Tag for template literals: each hole becomes a parameter by position. */
  readonly fmt: typeof fmt
}

/**
 * Writes to the client of `init`.
 *
 * @example
 * logger.error('Order {order_id} failed', { order_id: 'or_1', attributes: { 'payment.provider': 'stripe' } })
 * logger.info(logger.fmt`User ${id} bought ${item}`)
 */
export const logger: Logger = {
  trace: logMethod('trace'),
  debug: logMethod('debug'),
  info: logMethod('info'),
  warn: logMethod('warn'),
  warning: logMethod('warn'),
  error: logMethod('error'),
  fatal: logMethod('fatal'),
  fmt,
}

function logMethod(level: Severity): LogMethod {
  return (template, params) => {
    const client = globalClient()
    if (client?.enabled !== true) return
    client.capture({ level, ...readMessage(template, params ?? {}, client.isSensitive) })
  }
}

function readMessage(
  template: Message,
  params: LogParameters | Error,
  isSensitive: IsSensitive,
): Omit<LogInput, 'level'> {
  const body = bodyOf(template, isSensitive)
  if (isError(params)) return { body, attributes: { err: params } }
  const { attributes: own, ...named } = readFields(params)
  // What was given in the place of attributes is told all the same.
  const attributes = typeof own === 'object' ? readFields(own) : { attributes: own }
  if (isError(template)) return { body, attributes: { err: template, ...named, ...attributes } }
  if (isFormattedMessage(template)) {
    const parameters = { ...readFields(template.parameters), ...named }
    return { attributes, body, template: template.template, parameters }
  }
  if (Object.keys(named).length === 0) return { attributes, body }
  const filledIn = renderTemplate(body, named, isSensitive)
  return { attributes, body: filledIn, template: body, parameters: named }
}

/** Of any realm, or shaped like one. */
const isError = (value: unknown): value is Error => isErrorLike(value)

function bodyOf(template: Message, isSensitive: IsSensitive): string {
  if (isErrorLike(template)) return errorMessage(template)
  return isFormattedMessage(template)
    ? renderMessage(template, isSensitive)
    : toText(template, isSensitive)
}
