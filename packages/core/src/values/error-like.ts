import { types } from 'node:util'

/** An error, or what a logger's serializer made of one. Reading any of it may throw. */
export interface ErrorLike {
  readonly [field: string]: unknown
  readonly type?: unknown
  readonly name?: unknown
  readonly message?: unknown
  readonly stack?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
  readonly aggregateErrors?: unknown
}

/** Fields that describe the error itself; the others are data of its author. */
export const errorFields: ReadonlySet<string> = new Set([
  'type',
  'name',
  'message',
  'stack',
  'cause',
  'aggregateErrors',
])

/** The same of live errors, of which the field `type` is their author's. */
export const ownErrorFields: ReadonlySet<string> = new Set(
  [...errorFields].filter((field) => field !== 'type'),
)

const builtInNames: ReadonlySet<string> = new Set([
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
])

/** Recognises errors of any realm, and objects with a text `stack` and a text `message`, as pino and bunyan write errors. */
export function isErrorLike(value: unknown): value is ErrorLike {
  if (typeof value !== 'object' || value === null || isOrdinary(value)) return false
  if (types.isNativeError(value)) return true
  try {
    const { stack, message }: { readonly stack?: unknown; readonly message?: unknown } = value
    return (typeof stack === 'string' && typeof message === 'string') || value instanceof Error
  } catch {
    return false
  }
}

/** Most objects are known to be none without a call out of JavaScript. */
function isOrdinary(value: { readonly stack?: unknown }): boolean {
  try {
    const prototype: unknown = Object.getPrototypeOf(value)
    const isUsual = prototype === Object.prototype || prototype === Array.prototype
    return isUsual && value.stack === undefined
  } catch {
    return false
  }
}

/** Reads one property; undefined where reading it throws. */
export function fieldOf(error: ErrorLike, field: keyof ErrorLike): unknown {
  try {
    return error[field]
  } catch {
    return undefined
  }
}

/** Names the kind of an error: its own name, or its class where the name is only that of a built-in one. */
export function errorType(error: ErrorLike): string {
  const type = types.isNativeError(error) ? undefined : fieldOf(error, 'type')
  if (isFilled(type)) return type
  const name = fieldOf(error, 'name')
  if (isFilled(name) && !builtInNames.has(name)) return name
  const className = classNameOf(error)
  if (isFilled(className) && className !== 'Object') return className
  return isFilled(name) ? name : 'Error'
}

/** Reads the message; empty where there is none to read. */
export function errorMessage(error: ErrorLike): string {
  const message = fieldOf(error, 'message')
  return typeof message === 'string' ? message : ''
}

/** Says in words what was thrown, whatever it is. */
export function reasonOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown
  return isErrorLike(thrown) ? errorMessage(thrown) : typeof thrown
}

/** Says that a value could not be read, and why: what stands in its place. */
export function throwsText(reason: unknown): string {
  return `[Throws: ${reasonOf(reason)}]`
}

function classNameOf(error: ErrorLike): unknown {
  try {
    return error.constructor.name
  } catch {
    return undefined
  }
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
