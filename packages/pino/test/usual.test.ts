import * as fc from 'fast-check'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { LogInput } from '@logs-to-sentry/core'
import { anyValue } from '../../../test/support/any-value.ts'
import { parseLine, toLogInput, type Line } from '../src/line.ts'
import { addConfig, defaultLoggerConfig, type LoggerConfig } from '../src/logger-config.ts'
import { translateUsual } from '../src/usual.ts'

const own = [
  'level',
  'time',
  'pid',
  'hostname',
  'name',
  'msg',
  'message',
  'err',
  'error',
  'trace_id',
]
const told = ['logger.name', 'process.pid', 'pino.logger.level', 'sentry.message.template']
const names = fc.oneof(fc.string(), fc.constantFrom(...own, ...told))
const errors = fc.constantFrom(new Error('boom'), { stack: 'at x', message: 'm' }, { stack: 'at' })
const fields = fc.dictionary(names, fc.oneof(anyValue, errors), { maxKeys: 5 })
const options = fc.constantFrom<pino.LoggerOptions>(
  {},
  { name: 'shop' },
  { base: null },
  { timestamp: pino.stdTimeFunctions.isoTime },
  { customLevels: { gold: 35 } },
  { messageKey: 'message' },
  { nestedKey: 'payload' },
  { errorKey: 'error' },
  { formatters: { level: (label) => ({ level: label }) } },
)

/** The lines of a real logger, and what is known of it; pino itself throws for some of what anybody can log. */
function linesOf(made: pino.LoggerOptions, given: object, text: string): Line[] {
  const lines: string[] = []
  const write = (line: string): void => void lines.push(line)
  try {
    pino(made, { write }).child({ service: 'api' }).info(given, text)
  } catch {
    return []
  }
  return lines.map(parseLine).filter((line) => line !== null)
}

function configOf({
  messageKey,
  errorKey,
  nestedKey,
  customLevels,
}: pino.LoggerOptions): LoggerConfig {
  const config = { messageKey, errorKey, levels: { values: customLevels ?? {} } }
  return { ...addConfig(defaultLoggerConfig, { code: 'PINO_CONFIG', config }), nestedKey }
}

function attributesOf({ attributes = {}, omit, loggerAttributes = {} }: LogInput): object {
  const kept = Object.entries(attributes).filter(([name]) => omit?.has(name) !== true)
  const given = Object.entries(loggerAttributes).filter(([, value]) => value !== undefined)
  return Object.fromEntries([...kept, ...given])
}

it('what is read of a usual line at a glance is what a closer look would give', () => {
  fc.assert(
    fc.property(options, fields, fc.string(), (made, given, text) => {
      const config = configOf(made)
      for (const line of linesOf(made, given, text)) {
        const usual = translateUsual(line, config)
        if (usual === undefined) continue
        const any = toLogInput(line, config)
        const { omit: _omit, loggerAttributes: _told, ...rest } = usual

        expect(attributesOf(usual)).toEqual(attributesOf(any))
        expect({ ...rest, attributes: undefined }).toEqual({ ...any, attributes: undefined })
      }
    }),
    { numRuns: 1000 },
  )
})

it('a line with a message and fields is read at a glance', () => {
  const [line] = linesOf({ name: 'shop' }, { user: { id: 7 } }, 'hello')

  expect(line && translateUsual(line, defaultLoggerConfig)).toMatchObject({
    body: 'hello',
    time: expect.any(Number),
    loggerAttributes: { 'pino.logger.level': 30, 'logger.name': 'shop' },
  })
})

it.each([
  ['an error', { err: new Error('boom') }],
  ['a field of the name of another', { 'process.pid': 1 }],
  ['a level of its own', { level: 'high' }],
  ['a time of its own', { time: 0 }],
])('a line with %s takes a closer look', (_what, given) => {
  const [line] = linesOf({}, given, 'hello')

  expect(line && translateUsual(line, defaultLoggerConfig)).toBeUndefined()
})
