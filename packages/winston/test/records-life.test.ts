import winston from 'winston'
import { expect, test } from 'vitest'
import { logEntry } from './infos.ts'
import { info, useRecords, type Row } from './support/records.ts'

const { format } = winston
const stored = useRecords()
const shop = { defaultMeta: { service: 'shop', part: 'all' } }

test.each<Row>([
  [
    'a child',
    (logger) => logger.child({ part: 'cart' }).info('hi', { a: 1 }),
    info('hi', { part: 'cart', a: 1 }),
  ],
  [
    'a child of a child, whose fields win',
    (logger) => logger.child({ part: 'cart', b: 1 }).child({ part: 'tax' }).info('hi'),
    info('hi', { part: 'tax', b: 1 }),
  ],
  [
    'a child, whose fields those of the call override',
    (logger) => logger.child({ part: 'cart' }).info('hi', { part: 'tax' }),
    info('hi', { part: 'tax' }),
  ],
  [
    'a child, with arguments',
    (logger) => logger.child({ part: 'cart' }).info('hi %s', 'ann'),
    info('hi ann', {
      part: 'cart',
      'sentry.message.template': 'hi %s',
      'sentry.message.parameter.0': 'ann',
    }),
  ],
  [
    'a logger with defaultMeta',
    (logger) => logger.info('hi', { a: 1 }),
    info('hi', { service: 'shop', part: 'all', a: 1 }),
    shop,
  ],
  [
    'a logger with defaultMeta, which fields of the call override',
    (logger) => logger.info('hi', { part: 'cart' }),
    info('hi', { service: 'shop', part: 'cart' }),
    shop,
  ],
  [
    'a child of a logger with defaultMeta, which winston lets win',
    (logger) => logger.child({ part: 'cart', b: 1 }).info('hi'),
    info('hi', { service: 'shop', part: 'all', b: 1 }),
    shop,
  ],
  [
    'a timer',
    (logger) => logger.startTimer().done({ message: 'hi', a: 1 }),
    info('hi', { a: 1, durationMs: expect.any(Number) }),
  ],
  [
    'a timer without words',
    (logger) => logger.startTimer().done(),
    info('', { durationMs: expect.any(Number) }),
  ],
  [
    'a profile',
    (logger) => logger.profile('hi').profile('hi', { a: 1 }),
    info('hi', { a: 1, durationMs: expect.any(Number) }),
  ],
  [
    'write(), as a stream takes lines',
    (logger) => logger.write({ level: 'info', message: 'hi', a: 1 }),
    info('hi', { a: 1 }),
  ],
  [
    'a logger whose format freezes the record',
    (logger) => logger.info('hi %s', 'ann', Object.freeze({ a: 1 })),
    info('hi ann', {
      'sentry.message.template': 'hi %s',
      'sentry.message.parameter.0': 'ann',
      a: 1,
    }),
    { format: format((record) => Object.freeze(record))() },
  ],
  [
    "a call with the application's own field `exception`",
    (logger) => logger.info('hi', { exception: true, date: 'today' }),
    info('hi', { exception: true, date: 'today' }),
  ],
  [
    "a call with the application's own fields `rejection`, `process` and `trace`",
    (logger) => logger.info('hi', { rejection: true, process: 'pay', trace: 'no' }),
    info('hi', { rejection: true, process: 'pay', trace: 'no' }),
  ],
])('what is told by %s', async (_what, log, expected, setup) => {
  expect(await stored(log, setup)).toStrictEqual([expected])
})

test('what the application changes after the call is not told', async () => {
  const order = { id: 'or_1', items: ['a'] }

  const lines = await stored((logger) => {
    logger.info('hi %j', order, order)
    order.id = 'or_2'
    order.items.push('b')
  })

  expect(lines).toStrictEqual([
    info('hi {"id":"or_1","items":["a"]}', {
      'sentry.message.template': 'hi %j',
      'sentry.message.parameter.0': '{"id":"or_1","items":["a"]}',
      id: 'or_1',
      items: ['a'],
    }),
  ])
})

test('a record that is logged twice is told twice', async () => {
  const record = { level: 'info', message: 'hi', a: 1 }

  const lines = await stored((logger) => {
    logEntry(logger, record)
    logEntry(logger, record)
  })

  expect(lines).toStrictEqual([info('hi', { a: 1 }), info('hi', { a: 1 })])
})
