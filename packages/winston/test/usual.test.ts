import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import winston from 'winston'
import { anyValue } from '../../../test/support/any-value.ts'
import { levelOf, toLogInput } from '../src/info.ts'
import { translateUsual } from '../src/usual.ts'
import { context, infosOf } from './infos.ts'

const { format } = winston
const formats = [
  format.json(),
  format.combine(format.timestamp(), format.json()),
  format.combine(format.colorize(), format.simple()),
  format.combine(format.errors({ stack: true }), format.splat(), format.json()),
  format.combine(format.label({ label: 'jobs' }), format.json()),
  format.combine(format.metadata(), format.json()),
  format.combine(format.timestamp({ format: 'HH:mm' }), format.logstash()),
]
const telling = ['err', 'error', 'stack', 'cause', 'timestamp', 'label', 'exception', 'splat', '0']
const names = fc.oneof(fc.string(), fc.constantFrom(...telling, 'message', 'level', 'user'))
const errors = fc.constantFrom(new Error('boom'), { stack: 'at x', message: 'm' }, { stack: 'at' })
const fields = fc.dictionary(names, fc.oneof(anyValue, errors), { maxKeys: 5 })
const message = fc.oneof(fc.string(), fc.constantFrom('hi %s', '\u001B[31mhi', 'hello', ''))

/** winston itself throws for a message that cannot be printed. */
function log(text: string, metas: readonly object[], used: winston.Logform.Format): unknown[] {
  try {
    return infosOf((logger) => logger.info(text, ...metas), { format: used })
  } catch {
    return []
  }
}

function readBoth(info: unknown) {
  const known = { ...context, levels: winston.config.npm.levels, level: levelOf(info) }
  return { usual: translateUsual(info, known), any: toLogInput(info, known) }
}

it('what is read of a usual info at a glance is what a closer look would give', () => {
  fc.assert(
    fc.property(
      message,
      fc.array(fields, { maxLength: 2 }),
      fc.constantFrom(...formats),
      (text, metas, used) => {
        const infos = log(text, metas, used)
        for (const { usual, any } of infos.map(readBoth)) {
          if (usual === undefined) continue
          const { attributes = {}, omit, loggerAttributes, ...rest } = usual
          const kept = Object.entries(attributes).filter(([name]) => omit?.has(name) !== true)

          // An object has names that are numbers before all others.
          const told = { ...loggerAttributes, ...Object.fromEntries(kept), ...loggerAttributes }

          expect(Object.entries(any.attributes ?? {})).toEqual(Object.entries(told))
          expect({ ...any, attributes: undefined }).toEqual({ ...rest, attributes: undefined })
        }
      },
    ),
    { numRuns: 500 },
  )
})

it('an info with a message and fields is read at a glance', () => {
  const infos = infosOf((logger) => logger.child({ a: 1 }).info('hello', { user: { id: 7 } }), {
    format: format.combine(format.timestamp(), format.json()),
  })

  expect(infos.map((info) => readBoth(info).usual)).toMatchObject([
    {
      body: 'hello',
      loggerAttributes: { 'winston.logger.level': 'info' },
      time: expect.any(Number),
    },
  ])
})

it('an info whose getter throws is looked at closely', () => {
  const info = {
    level: 'info',
    message: 'hello',
    get user(): never {
      throw new Error('gone')
    },
  }

  expect(readBoth(info).usual).toBeUndefined()
})
