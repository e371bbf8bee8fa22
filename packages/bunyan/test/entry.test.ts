import { hostname } from 'node:os'
import bunyan from 'bunyan'
import { expect, test } from 'vitest'
import { toLogInput } from '../src/entry.ts'
import { context, entriesOf, inputOf } from './entries.ts'

const common = {
  'logger.name': 'shop',
  'server.address': hostname(),
  'process.pid': process.pid,
}

const attributesOf = (...args: Parameters<typeof inputOf>): Record<string, unknown> => {
  const { 'bunyan.logger.level': _level, ...attributes } = inputOf(...args).attributes ?? {}
  return attributes
}

test.each([
  ['trace', 1],
  ['debug', 5],
  ['info', 9],
  ['warn', 13],
  ['error', 17],
  ['fatal', 21],
] as const)('level %s is severity number %i', (level, severityNumber) => {
  const input = inputOf((logger) => logger[level]('hi'))

  expect(input.level).toBe(severityNumber)
  expect(input.attributes).toStrictEqual({
    __proto__: null,
    'bunyan.logger.level': bunyan.levelFromName[level],
    ...common,
  })
})

test.each([
  [1, 1],
  [35, 11],
  [45, 15],
  [99, 24],
  [7, 1],
])('a level of its own number %i is severity number %i', (level, severityNumber) => {
  const input = inputOf((logger) => logger.info({ level }, 'hi'))

  expect(input.level).toBe(severityNumber)
  expect(input.attributes).toMatchObject({ 'bunyan.logger.level': level })
})

test("the user's own severity of a number wins", () => {
  const [entry] = entriesOf((logger) => logger.info({ level: 35 }, 'hi'))

  expect(toLogInput(entry, { ...context, levelMap: { 35: 'warn' } }).level).toBe(13)
})

test('a level that is a name is read', () => {
  const input = toLogInput({ level: 'WARN', msg: 'hi' }, context)

  expect(input).toMatchObject({ level: 13, attributes: { 'bunyan.logger.level': 'WARN' } })
})

test('an entry without a level is info', () => {
  expect(toLogInput({ msg: 'hi' }, context)).toMatchObject({ level: 9, body: 'hi' })
})

test('fields of the call and of the children become attributes', () => {
  const attributes = attributesOf((logger) =>
    logger
      .child({ component: 'cart' })
      .child({ req_id: 'r1' }, true)
      .info({ a: { b: 1 } }, 'hi'),
  )

  expect(attributes).toStrictEqual({ ...common, component: 'cart', req_id: 'r1', a: { b: 1 } })
})

test.each<[string, [unknown, ...unknown[]], string]>([
  ['a text with tokens', ['hi %s', 'ann'], 'hi ann'],
  ['fields and a text', [{ a: 1 }, 'hi %d', 5], 'hi 5'],
  ['fields alone', [{ a: 1 }], ''],
  ['null', [null], ''],
  ['a list', [['a', 'b']], "[ 'a', 'b' ]"],
  ['an error', [new Error('boom')], 'boom'],
  ['an error and a text', [new Error('boom'), 'failed'], 'failed'],
])('the body of %s', (_what, args, body) => {
  const input = inputOf((logger) => logger.info(...args))

  expect(input.body).toBe(body)
})

test('an empty message gives way to that of the error', () => {
  const err = { message: 'boom', stack: 'Error: boom' }

  expect(toLogInput({ msg: '', err }, context).body).toBe('boom')
  expect(toLogInput({ err: new Error('boom') }, context).body).toBe('boom')
  expect(toLogInput({ err: 'boom' }, context).body).toBe('')
})

test('a message of another type is read as text, without what is sensitive', () => {
  expect(toLogInput({ msg: { a: 1, password: 'x' } }, context).body).toBe(
    '{"a":1,"password":"[Filtered]"}',
  )
  expect(toLogInput({ msg: 42 }, context).body).toBe('42')
})

test.each([
  ['a Date', new Date(1_795_353_150_007)],
  ['ISO text', '2026-11-22T13:12:30.007Z'],
  ['milliseconds', 1_795_353_150_007],
  ['seconds', 1_795_353_150.007],
])('the time of an entry is its own: %s', (_what, time) => {
  const input = inputOf((logger) => logger.info({ time }, 'hi'))

  expect(input.time).toBeCloseTo(1_795_353_150_007, 2)
  expect(input.attributes).not.toHaveProperty('time')
})

test('bunyan writes the time of the call', () => {
  const before = Date.now()
  const { time } = inputOf((logger) => logger.info('hi'))

  expect(time).toBeGreaterThanOrEqual(before)
  expect(time).toBeLessThanOrEqual(Date.now())
})

test('a time that cannot be read stays an attribute', () => {
  const input = inputOf((logger) => logger.info({ time: 'yesterday' }, 'hi'))

  expect(input).not.toHaveProperty('time')
  expect(input.attributes).toMatchObject({ time: 'yesterday' })
})

test('an error stays under its key, serialized or live', () => {
  const error = new RangeError('far')

  expect(inputOf((logger) => logger.error(error)).attributes).toHaveProperty('err.stack')
  expect(inputOf((logger) => logger.error({ err: error })).attributes).toHaveProperty('err', error)
})

test('the place of the call has the names of the conventions', () => {
  const src = { file: '/app/cart.js', line: 7, func: 'pay' }

  expect(attributesOf((logger) => logger.info({ src }, 'hi'))).toStrictEqual({
    ...common,
    'code.file.path': '/app/cart.js',
    'code.line.number': 7,
    'code.function.name': 'pay',
  })
})

test.each([
  ['a text', 'cdn'],
  ['a list', ['a']],
  ['an object of the application', { file: 'a.mp4', bitrate: 5 }],
])('%s named src stays as it is', (_what, src) => {
  expect(attributesOf((logger) => logger.info({ src }, 'hi'))).toStrictEqual({ ...common, src })
})

test('an empty place of the call is left out', () => {
  expect(attributesOf((logger) => logger.info('hi'), { src: true })).not.toHaveProperty('src')
  expect(toLogInput({ src: {} }, context).attributes).toStrictEqual({ __proto__: null })
})
