import { format, types } from 'node:util'
import { isErrorLike, shared } from '@logs-to-sentry/core'

/** What a call to a logger was given that an entry does not tell. */
export interface Call {
  /** The message before its parameters were filled in. */
  readonly template?: string
  readonly parameters?: readonly unknown[]
  /** The error that bunyan has printed into the message, or lost. */
  readonly error?: unknown
}

type Arguments = readonly unknown[]

// An entry is written before the call that logs it returns.
const calls = shared('bunyan-calls', (): { current: Arguments | undefined } => ({
  current: undefined,
}))

const none: Call = {}

/** Runs a call to a logger, and remembers for as long as it runs what the call was given. */
export function runCall<Result>(args: Arguments, call: () => Result): Result {
  const outer = calls.current
  calls.current = args
  try {
    return call()
  } finally {
    calls.current = outer
  }
}

/** Gives the arguments of the innermost call to a logger that runs; undefined where none is known. */
export function currentArguments(): Arguments | undefined {
  return calls.current
}

/**
 * Reads the arguments of the call that may have logged an entry. Only the message can tell: a
 * serializer or another stream may log inside that call through a logger that nothing is known of.
 */
export function readCall(args: Arguments, msg: unknown): Call {
  if (args.length === 0) return none
  const message = messageOf(args)
  const [template, ...parameters] = message
  const error = args.find(isUntold)
  const isPlain = parameters.length === 0 && error === undefined
  if (isPlain || render(message) !== msg) return none
  return {
    ...(typeof template === 'string' && { template, parameters }),
    ...(error !== undefined && { error }),
  }
}

/** The arguments that bunyan makes the message of: all but an error or fields in front. */
function messageOf(args: Arguments): Arguments {
  const [first, ...rest] = args
  return typeof first === 'object' && !Array.isArray(first) ? rest : args
}

// An error in front is `err` of the entry; one of another realm has lost all but its own fields.
function isUntold(argument: unknown, place: number): boolean {
  if (place > 0) return isErrorLike(argument)
  return types.isNativeError(argument) && !(argument instanceof Error)
}

function render(message: Arguments): string | undefined {
  try {
    return format(...message)
  } catch {
    return undefined
  }
}
