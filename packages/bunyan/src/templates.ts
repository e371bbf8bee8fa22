import { readField, readFields } from '@logs-to-sentry/core'
import { runCall } from './call.ts'
import { placeOfCall } from './place.ts'

type Method = (this: unknown, ...args: unknown[]) => unknown

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']
const replacements = new WeakSet<object>()

/**
 * Lets Sentry know the messages of a logger before their parameters were filled in, so that
 * `logger.info('user %s logged in', name)` can be searched by template and by parameter. An error
 * among the parameters is sent as the error of the line.
 *
 * Gives the same logger back; children that it makes from now on are covered, too. Other streams see
 * no difference. Never throws: what is no logger stays as it is.
 */
export function keepTemplates<Logger extends object>(logger: Logger): Logger {
  for (const level of levels) replace(logger, level, keepingArguments)
  replace(logger, 'child', keepingChildren)
  return logger
}

function replace(logger: object, name: string, make: (method: Method) => Method): void {
  const method = readField(logger, name)
  if (!isMethod(method) || replacements.has(method)) return
  const replacement = make(method)
  if (Reflect.set(logger, name, replacement)) replacements.add(replacement)
}

function keepingArguments(method: Method): Method {
  return function log(...args) {
    return runCall(args, () => Reflect.apply(method, withPlace(this, log), args))
  }
}

function keepingChildren(method: Method): Method {
  return function child(...args) {
    const made: unknown = Reflect.apply(method, this, args)
    return typeof made === 'object' && made !== null ? keepTemplates(made) : made
  }
}

// bunyan's option `src` names the caller of its own method, which is now `log`.
function withPlace(logger: unknown, log: Method): unknown {
  if (typeof logger !== 'object' || logger === null || readField(logger, 'src') !== true) {
    return logger
  }
  const fields = readFields(readField(logger, 'fields'))
  const src = fields['src'] ?? placeOfCall(log)
  return Object.create(logger, { fields: { value: { ...fields, src } } })
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function'
}
