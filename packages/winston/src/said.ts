import { format } from 'node:util'
import { readField } from '@logs-to-sentry/core'
import { stripColors } from './colors.ts'
import { countHoles } from './message.ts'
import { isList, itemsOf } from './spread.ts'

/** A message with tokens, and what is to be filled into them. */
export interface Said {
  readonly template: string
  /** At least one. */
  readonly parameters: readonly unknown[]
}

const splatSymbol = Symbol.for('splat')

/** The name under which `format.splat()` takes the arguments of an info. */
export const splatNameIn = (info: unknown): PropertyKey =>
  readField(info, splatSymbol) ? splatSymbol : 'splat'

/** Gives the list of arguments of an info, out of which `format.splat()` takes what is no parameter. */
export function argumentsOf(info: unknown): readonly unknown[] | undefined {
  const args = readField(info, splatNameIn(info))
  return isList(args) ? args : undefined
}

/** Reads what a call said, as long as `format.splat()` has not filled it in. */
export function readSaid(info: unknown): Said | undefined {
  const message = readField(info, 'message')
  if (typeof message !== 'string' || !message.includes('%')) return undefined
  const template = stripColors(message)
  const parameters = itemsOf(argumentsOf(info)).slice(0, countHoles(template))
  return parameters.length === 0 ? undefined : { template, parameters }
}

/** Fills in as `format.splat()` does; undefined where a parameter cannot be printed. */
export function fillIn({ template, parameters }: Said): string | undefined {
  try {
    return stripColors(format(template, ...parameters))
  } catch {
    return undefined
  }
}

/** Counts the parameters that formats have filled into the message of an info: all, or none. */
export function countFilledIn(info: unknown, said: Said | undefined): number {
  if (said === undefined) return 0
  const message = readField(info, 'message')
  if (typeof message !== 'string') return 0
  const plain = stripColors(message)
  const isOpen = plain.includes(said.template)
  return !isOpen && (countHoles(plain) === 0 || isShown(said, plain)) ? said.parameters.length : 0
}

// What is filled in may look like a token: lower-case percent-encoding does.
function isShown(said: Said, plain: string): boolean {
  const text = fillIn(said)
  return text !== undefined && plain.includes(text)
}
