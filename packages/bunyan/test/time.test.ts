import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { info, useRecords } from './support/records.ts'

const { stored, storedRaw, storedText } = useRecords()

const timeMs = Date.now() - 60_123
const date = new Date(timeMs)

test.each<[string, unknown]>([
  ['a Date', date],
  ['a Date of another realm', runInNewContext(`new Date(${timeMs})`)],
  ['ISO text', date.toISOString()],
  ['ISO text in a zone', new Date(timeMs + 7_200_000).toISOString().replace('Z', '+02:00')],
  ['milliseconds', timeMs],
  ['milliseconds as text', String(timeMs)],
  ['seconds', timeMs / 1000],
  ['microseconds', timeMs * 1000],
  ['nanoseconds', timeMs * 1e6],
])('a call that names its time keeps it: %s', async (_what, time) => {
  expect(await stored((logger) => logger.info({ time }, 'hi'))).toStrictEqual([
    { ...info('hi'), time: timeMs },
  ])
})

test('what a time says beyond milliseconds is kept', async () => {
  const time = date.toISOString().replace('Z', '456Z')

  expect(await stored((logger) => logger.info({ time }, 'hi'))).toStrictEqual([
    { ...info('hi'), time: timeMs + 0.456 },
  ])
})

test.each([undefined, null, 0, ''])(
  'bunyan writes the time of the call where the call names %j',
  async (time) => {
    expect(await stored((logger) => logger.info({ time }, 'hi'))).toStrictEqual([info('hi')])
  },
)

test.each<[string, unknown, Record<string, unknown>]>([
  ['a word', 'yesterday', { time: 'yesterday' }],
  ['a number below zero', -5, { time: -5 }],
  ['a small number', 42, { time: 42 }],
  ['an object', { start: 1 }, { 'time.start': 1 }],
  ['a list', [1, 2], { time: [1, 2] }],
  ['true', true, { time: true }],
])('a time that cannot be read stays an attribute: %s', async (_what, time, attributes) => {
  expect(await stored((logger) => logger.info({ time }, 'hi'))).toStrictEqual([
    info('hi', attributes),
  ])
})

test('a time that is older than Sentry keeps logs stays an attribute, lest it cost the log', async () => {
  const old = new Date(Date.now() - 91 * 86_400_000)
  const kept = new Date(Date.now() - 89 * 86_400_000)
  const logs = await stored((logger) => {
    logger.info({ time: old }, 'old')
    logger.info({ time: kept }, 'kept')
  })

  expect(logs).toStrictEqual([
    info('old', { time: old.toISOString() }),
    { ...info('kept'), time: kept.getTime() },
  ])
})

test('an invalid Date stays an attribute, which bunyan writes as null in a line of JSON', async () => {
  const log = { time: new Date(Number.NaN) }

  expect(await storedRaw((logger) => logger.info(log, 'hi'))).toStrictEqual([
    info('hi', { time: 'Invalid Date' }),
  ])
  expect(await storedText((logger) => logger.info(log, 'hi'))).toStrictEqual([info('hi')])
})

test('a time that a child names is that of all its lines', async () => {
  expect(await stored((logger) => logger.child({ time: date }).info('hi'))).toStrictEqual([
    { ...info('hi'), time: timeMs },
  ])
})
