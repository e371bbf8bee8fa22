import { Writable } from 'node:stream'
import pino from 'pino'
import { expect } from 'vitest'
import { sentryLogMethod } from '../../src/index.ts'

export type Options = pino.LoggerOptions<string>
export type Call = (logger: pino.Logger<string>) => void

export const template = 'sentry.message.template'
export const parameter = 'sentry.message.parameter.'
export const isOurs = (name: string): boolean => name === template || name.startsWith(parameter)

export const withHook = (options: Options): Options => ({
  ...options,
  hooks: { ...options.hooks, logMethod: sentryLogMethod(options.hooks?.logMethod) },
})

/** The lines that a real logger writes in one call, and what the call throws. */
export function run(options: Options, call: Call): { lines: unknown[]; thrown: unknown } {
  let text = ''
  let thrown: unknown
  const destination = new Writable({
    write(chunk: Buffer, _encoding, callback) {
      text += chunk.toString()
      callback()
    },
  })
  const logger = pino({ level: 'trace', timestamp: false, base: null, ...options }, destination)
  try {
    call(logger)
  } catch (error) {
    thrown = error
  }
  return { lines: text.trim() === '' ? [] : text.trim().split('\n').map(parse), thrown }
}

const parse = (line: string): unknown => JSON.parse(line)

export const pick = (line: unknown, wanted: (name: string) => boolean): Record<string, unknown> =>
  Object.fromEntries(Object.entries(Object(line)).filter(([name]) => wanted(name)))

/** The fields that the hook adds to the line of a call, of which all else must be as without it. */
export function added(options: Options, call: Call): Record<string, unknown> {
  const plain = run(options, call)
  const hooked = run(withHook(options), call)
  expect(hooked.thrown).toEqual(plain.thrown)
  const rest = hooked.lines.map((line) => pick(line, (name) => !isOurs(name)))
  expect(JSON.stringify(rest)).toBe(JSON.stringify(plain.lines))
  return pick(hooked.lines[0], isOurs)
}

/** The same, as the template and the list of its parameters. */
export function kept(options: Options, call: Call): unknown[] | undefined {
  const fields = added(options, call)
  const parameters = Object.keys(fields).filter((name) => name !== template)
  expect(parameters).toEqual(parameters.map((_name, index) => `${parameter}${index}`))
  return template in fields
    ? [fields[template], ...parameters.map((name) => fields[name])]
    : undefined
}

export const log =
  (...args: unknown[]): Call =>
  (logger) =>
    void Reflect.apply(logger.info, logger, args)
