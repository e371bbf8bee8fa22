import { expect, test } from 'vitest'
import { info, useRecords, type Log, type Setup } from './support/records.ts'

const { stored } = useRecords()

type Row = [what: string, log: Log, attributes: Record<string, unknown>, setup?: Setup]

test.each<Row>([
  [
    'fields of the call, nested ones under dotted names',
    (logger) => logger.info({ order: { id: 'or_1', total: 42.5 }, tags: ['a', 'b'] }, 'hi'),
    { 'order.id': 'or_1', 'order.total': 42.5, tags: ['a', 'b'] },
  ],
  [
    'fields of a child and of its child',
    (logger) => logger.child({ component: 'cart' }).child({ req_id: 'r1' }).info('hi'),
    { component: 'cart', req_id: 'r1' },
  ],
  [
    'fields of a simple child',
    (logger) => logger.child({ component: 'cart' }, true).child({ req_id: 'r1' }, true).info('hi'),
    { component: 'cart', req_id: 'r1' },
  ],
  [
    'the field of a child before that of its parent, and of the call before both',
    (logger) => logger.child({ a: 1, b: 1, c: 1 }).child({ b: 2, c: 2 }, true).info({ c: 3 }, 'hi'),
    { a: 1, b: 2, c: 3 },
  ],
  ['fields of the logger', (logger) => logger.info('hi'), { region: 'eu' }, { region: 'eu' }],
  [
    'the name that a call gives is that of its logger',
    (logger) => logger.info({ name: 'Ada' }, 'hi'),
    { 'logger.name': 'Ada' },
  ],
  [
    'host and process that the logger was told',
    (logger) => logger.info('hi'),
    { 'server.address': 'web-1', 'process.pid': 7 },
    { hostname: 'web-1', pid: 7 },
  ],
  [
    'the option serverName before the host of the record',
    (logger) => logger.info('hi'),
    { 'server.address': 'box' },
    { hostname: 'web-1', sentry: { serverName: 'box' } },
  ],
  [
    'a name, host or process that bunyan would not write',
    (logger) => logger.info({ name: { first: 'Ada' }, hostname: 5, pid: 'main' }, 'hi'),
    {
      'logger.name': undefined,
      'name.first': 'Ada',
      hostname: 5,
      'process.pid': undefined,
      pid: 'main',
    },
  ],
  [
    'what is sensitive without its values',
    (logger) => logger.info({ password: 'x', user: { name: 'ada', apiKey: 'x' } }, 'hi'),
    { password: '[Filtered]', 'user.name': 'ada', 'user.apiKey': '[Filtered]' },
  ],
  [
    'fields of the record before attributes of the options',
    (logger) => logger.info({ region: 'us' }, 'hi'),
    { region: 'us', zone: 'a' },
    { sentry: { attributes: { region: 'eu', zone: 'a' } } },
  ],
])('the attributes are %s', async (_what, log, attributes, setup) => {
  expect(await stored(log, setup)).toStrictEqual([info('hi', attributes)])
})

test('fields that are named like ours win, and what they push aside keeps its name in bunyan', async () => {
  const fields = { 'logger.name': 'mine', 'process.pid': 1, 'server.address': 'mine' }

  expect(
    await stored((logger) => logger.info(fields, 'hi'), { pid: 7, hostname: 'web-1' }),
  ).toStrictEqual([info('hi', { ...fields, name: 'shop', pid: 7, hostname: 'web-1' })])
})

test('a field cannot say where a log is from', async () => {
  const fields = {
    'sentry.origin': 'manual',
    'sentry.sdk.name': 'mine',
    sentry: { sdk: { version: '9' }, origin: 'manual' },
  }

  expect(await stored((logger) => logger.info(fields, 'hi'))).toStrictEqual([info('hi')])
})

test("a field that is named as bunyan's level wins over it", async () => {
  const fields = { 'bunyan.logger.level': 'mine' }

  expect(await stored((logger) => logger.info(fields, 'hi'))).toStrictEqual([
    { ...info('hi'), level: 'mine' },
  ])
})

test('the version of the record is left out, which bunyan writes over a field v', async () => {
  expect(await stored((logger) => logger.info({ v: 5 }, 'hi'))).toStrictEqual([info('hi')])
  expect(await stored((logger) => logger.child({ v: 5 }).info('hi'))).toStrictEqual([info('hi')])
})
