import winston from 'winston'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { info, useRecords, type Stored } from './support/records.ts'

const { format } = winston
const stored = useRecords()

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** The time of the call, some 123 ms after a whole second. */
const now = Math.floor(Date.now() / minuteMs) * minuteMs - 5 * minuteMs + 7123

beforeEach(() => {
  // Without summer time: no hour of the year comes twice.
  vi.stubEnv('TZ', 'Asia/Tokyo')
  vi.useFakeTimers({ toFake: ['Date'], now })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

const hi = (timeMs: number): Stored => ({ ...info('hi'), time: timeMs })
const iso = (timeMs: number): string => new Date(timeMs).toISOString()

test.each<[what: string, options: object, expected?: Stored]>([
  ['without options', {}],
  ['to the second, in local time', { format: 'YYYY-MM-DD HH:mm:ss' }, hi(now - 123)],
  ['to the millisecond, in local time', { format: 'YYYY-MM-DD HH:mm:ss.SSS' }],
  ['with a zone', { format: 'YYYY-MM-DDTHH:mm:ss.SSSZZ' }],
  ['as milliseconds since 1970', { format: () => String(Date.now()) }],
  ['as seconds since 1970', { format: () => (Date.now() / 1000).toFixed(3) }],
])('a timestamp %s is the time of the line', async (_what, options, expected = info('hi')) => {
  const lines = await stored((logger) => logger.info('hi'), { format: format.timestamp(options) })

  expect(lines).toStrictEqual([expected])
})

test.each(['America/Phoenix', 'Asia/Tokyo', 'UTC'])(
  'a timestamp without a zone is in that of the process: %s',
  async (zone) => {
    vi.stubEnv('TZ', zone)
    const timestamp = format.timestamp({ format: 'YYYY-MM-DD HH:mm:ss' })

    const lines = await stored((logger) => logger.info('hi'), { format: timestamp })

    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
    expect(lines).toStrictEqual([hi(now - 123)])
  },
)

test.each<[what: string, pattern: string, text: RegExp]>([
  ['a time of day', 'HH:mm:ss', /^\d\d:\d\d:\d\d$/],
  ['the date of a country', 'MM/DD/YYYY HH:mm', /^\d\d\/\d\d\/\d{4} \d\d:\d\d$/],
  ['words', 'dddd', /^\w+day$/],
])('a timestamp that is %s stays an attribute', async (_what, pattern, text) => {
  const timestamp = format.timestamp({ format: pattern })

  const lines = await stored((logger) => logger.info('hi'), { format: timestamp })

  expect(lines).toStrictEqual([info('hi', { timestamp: expect.stringMatching(text) })])
})

test.each<[what: string, timestamp: unknown, timeMs: number]>([
  ['a Date', new Date(now - hourMs), now - hourMs],
  ['text', iso(now - hourMs), now - hourMs],
  ['a number of milliseconds', now - hourMs, now - hourMs],
  ['a number of seconds', (now - 123 - hourMs) / secondMs, now - 123 - hourMs],
  ['a day ago', iso(now - 24 * hourMs), now - 24 * hourMs],
  ['half a minute ahead', iso(now + minuteMs / 2), now + minuteMs / 2],
])("the application's own timestamp is the time: %s", async (_what, timestamp, timeMs) => {
  expect(await stored((logger) => logger.info('hi', { timestamp }))).toStrictEqual([hi(timeMs)])
})

test.each<[what: string, timestamp: string | number]>([
  ['more than a day ago', iso(now - 24 * hourMs - 1)],
  ['further ahead than Sentry takes', iso(now + 2 * minuteMs)],
  ['a number that is no time', 17],
  ['text that is no time', 'today'],
])("the application's own timestamp stays an attribute: %s", async (_what, timestamp) => {
  expect(await stored((logger) => logger.info('hi', { timestamp }))).toStrictEqual([
    info('hi', { timestamp }),
  ])
})

test('a timestamp that logstash() moves into its line is the time', async () => {
  const lines = await stored((logger) => logger.info('hi', { timestamp: iso(now - hourMs) }), {
    format: format.logstash(),
  })

  expect(lines).toStrictEqual([hi(now - hourMs)])
})

test('a timestamp that metadata() moves is an attribute as the other fields are', async () => {
  const lines = await stored((logger) => logger.info('hi'), {
    format: format.combine(format.timestamp(), format.metadata()),
  })

  expect(lines).toStrictEqual([info('hi', { 'metadata.timestamp': iso(now) })])
})
