import { shared, type LogInput } from '@logs-to-sentry/core'
import type Transport from 'winston-transport'
import { isError } from './error.ts'
import { argumentsOf, fillIn, readSaid, splatNameIn, type Said } from './said.ts'
import { itemsOf } from './spread.ts'

/** What is kept of a call that `format.splat()` takes apart. */
export interface Kept {
  readonly said: Said | undefined
  /** The message with the parameters filled in. */
  readonly text: string | undefined
  /** The first error among the arguments. */
  readonly error: Error | undefined
}

// Of an info and its copies the list of arguments is the same.
const memory = shared('winston-kept', () => new WeakMap<readonly unknown[], Kept>())

/**
 * A format that keeps what `format.splat()` fills into the message, or loses: with it such a line is
 * sent with `sentry.message.template` and `sentry.message.parameter.X`, as without `splat()`, and
 * an error behind the parameters as `exception.*`. It changes nothing for other transports.
 *
 * Place it before `splat()`, in the logger's formats or in the transport's own:
 * `format.combine(sentryFormat(), format.splat())`.
 *
 * Without it none of this is sent, because a format of yours may take something away before `splat()`
 * comes. Such a format belongs before this one. Where one behind it changes the text that `splat()`
 * made, template and parameters are not sent.
 */
export function sentryFormat(): NonNullable<Transport.TransportStreamOptions['format']> {
  return {
    transform: (info) => {
      keep(info)
      return info
    },
  }
}

function keep(info: unknown): void {
  const args = argumentsOf(info)
  if (args === undefined) return
  const said = readSaid(info)
  const error = itemsOf(args).find(isError)
  if (said !== undefined || error !== undefined) {
    memory.set(args, { said, text: said && fillIn(said), error })
  }
}

/** Recalls what was kept of the call that logged an info. */
export function keptOf(info: unknown): Kept | undefined {
  const args = argumentsOf(info)
  return args && memory.get(args)
}

/** Gives template and parameters of a line as long as its body shows them. */
export function keptTemplate(
  { said, text }: Kept,
  body: string,
): Pick<LogInput, 'template' | 'parameters'> | undefined {
  return said !== undefined && text !== undefined && body.includes(text) ? said : undefined
}

/** Copies the arguments of an info for a format that takes them apart. */
export function copyArguments(info: unknown): Readonly<Record<PropertyKey, unknown>> {
  const args = argumentsOf(info)
  if (args === undefined) return {}
  const copy = itemsOf(args)
  const kept = memory.get(args)
  if (kept !== undefined) memory.set(copy, kept)
  return { [splatNameIn(info)]: copy }
}
