import winston from 'winston'
import { expect, test } from 'vitest'
import { toLogInput } from '../src/info.ts'
import { context, infosOf, inputOf, logEntry } from './infos.ts'

const { format } = winston

const attributesOf = (...args: Parameters<typeof inputOf>): Record<string, unknown> => {
  const { 'winston.logger.level': _level, ...attributes } = inputOf(...args).attributes ?? {}
  return attributes
}

test.each([
  ['error', 17],
  ['warn', 13],
  ['info', 9],
  ['http', 7],
  ['verbose', 6],
  ['debug', 5],
  ['silly', 1],
])('npm level %s is severity number %i', (level, severityNumber) => {
  const input = inputOf((logger) => logger.log(level, 'hi'))

  expect(input.level).toBe(severityNumber)
  expect(input.attributes).toStrictEqual({ __proto__: null, 'winston.logger.level': level })
})

test.each(Object.keys(winston.config.syslog.levels))('syslog level %s is known', (level) => {
  const input = inputOf((logger) => logger.log(level, 'hi'), {
    levels: winston.config.syslog.levels,
  })

  expect(input.level).toBe(
    { emerg: 23, alert: 22, crit: 21, error: 17, warning: 13, notice: 10, info: 9, debug: 5 }[
      level
    ],
  )
})

test('levels of unknown names are placed by their rank', () => {
  const levels = { gold: 0, silver: 1, bronze: 2, tin: 3, wood: 4, paper: 5 }
  const numbers = Object.keys(levels).map(
    (level) => inputOf((logger) => logger.log(level, 'hi'), { levels }).level,
  )

  expect(numbers).toStrictEqual([21, 17, 13, 9, 5, 1])
})

test("the user's own severity of a level wins", () => {
  const [info] = infosOf((logger) => logger.http('GET /'))

  expect(toLogInput(info, { ...context, levelMap: { http: 'warn' } }).level).toBe(13)
})

test('colours change neither level nor body', () => {
  const input = inputOf((logger) => logger.warn('hot'), { format: format.colorize({ all: true }) })

  expect(input).toMatchObject({ level: 13, body: 'hot' })
  expect(input.attributes).toHaveProperty(['winston.logger.level'], 'warn')
})

test('fields of the call, of the child and of the logger become attributes', () => {
  const attributes = attributesOf(
    (logger) => logger.child({ part: 'cart' }).info('hi', { a: 1, nested: { b: 2 } }),
    { defaultMeta: { service: 'shop' } },
  )

  expect(attributes).toStrictEqual({ part: 'cart', service: 'shop', a: 1, nested: { b: 2 } })
})

test.each([
  ['text', 'hi', 'hi'],
  ['empty text', '', ''],
  ['a number', 42, '42'],
  ['true', true, 'true'],
  ['null', null, ''],
  ['undefined', undefined, ''],
  ['a list', ['a', 1], '["a",1]'],
  ['an object', { a: 1, password: 'x' }, '{"a":1,"password":"[Filtered]"}'],
  ['an object with a msg', { msg: 'hi', a: 1 }, 'hi'],
  ['an error', new RangeError('far'), 'far'],
])('the body of %s', (_what, message, body) => {
  expect(inputOf((logger) => logEntry(logger, { level: 'info', message })).body).toBe(body)
})

test('the fields of an object that is the message become attributes', () => {
  expect(attributesOf((logger) => logger.info({ msg: 'hi', a: 1 }))).toStrictEqual({ a: 1 })
})

test('a call without a message logs nothing but its fields', () => {
  const input = inputOf((logger) => logger.write({ level: 'info', durationMs: 5 }), {
    format: format.simple(),
  })

  expect(input.attributes).toMatchObject({ durationMs: 5 })
})

test('a format that takes the message away leaves the body in its line', () => {
  const input = inputOf((logger) => logger.info('hi', { a: 1 }), { format: format.logstash() })

  expect(input).toMatchObject({ body: 'hi', attributes: { a: 1 } })
})

test('a label is the name of the logger', () => {
  const attributes = attributesOf((logger) => logger.info('hi'), {
    format: format.label({ label: 'cart' }),
  })

  expect(attributes).toStrictEqual({ 'logger.name': 'cart' })
})

test.each([
  ['format.timestamp()', format.timestamp()],
  ['a format for people', format.timestamp({ format: 'YYYY-MM-DD HH:mm:ss.SSS' })],
  ['a number', format.timestamp({ format: () => String(Date.now()) })],
])('the timestamp is the time of the line: %s', (_what, timestamp) => {
  const before = Date.now()
  const { time, attributes } = inputOf((logger) => logger.info('hi'), { format: timestamp })

  expect(time).toBeGreaterThanOrEqual(before)
  expect(time).toBeLessThanOrEqual(Date.now())
  expect(attributes).not.toHaveProperty('timestamp')
})

test.each(['12:32:30', 'Sunday', '2020-01-01T00:00:00Z', 17])(
  'a timestamp that cannot be the time of the line stays an attribute: %s',
  (timestamp) => {
    const input = inputOf((logger) => logger.info('hi', { timestamp }))

    expect(input.time).toBeUndefined()
    expect(input.attributes).toMatchObject({ timestamp })
  },
)

test('metadata and the like are ordinary fields', () => {
  const attributes = attributesOf((logger) => logger.info('hi', { a: 1 }), {
    format: format.combine(format.metadata(), format.ms()),
  })

  expect(attributes).toStrictEqual({ metadata: { a: 1 }, ms: expect.stringMatching(/^\+\d+ms$/) })
})
