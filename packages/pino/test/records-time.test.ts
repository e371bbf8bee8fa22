import pino from 'pino'
import { expect, test, vi } from 'vitest'
import { info, useRecords, type Log, type Row, type Setup, type Stored } from './support/records.ts'

const { record } = useRecords()

const { epochTime, isoTime, isoTimeNano, nullTime, unixTime } = pino.stdTimeFunctions
const second = Math.floor(Date.now() / 1000) - 3600
const ms = second * 1000
const iso = new Date(ms).toISOString()

const x: Log = (log) => log.info('x')
const at = (time: number, attributes: Stored['attributes'] = {}): Stored => ({
  ...info('x', attributes),
  time,
})
const written = (field: string, value: unknown): Setup => ({
  timestamp: () => `,"${field}":${JSON.stringify(value)}`,
})

/** Logs an hour ago: a line without its own time has the time at which it is read. */
const anHourAgo: Log = (log) => {
  vi.useFakeTimers({ now: ms, toFake: ['Date'] })
  log.info('x')
  vi.useRealTimers()
}

test.each<Row>([
  ['epochTime, the default of pino, is read', { timestamp: epochTime }, anHourAgo, at(ms)],
  ['unixTime is read', { timestamp: unixTime }, anHourAgo, at(ms)],
  ['isoTime is read', { timestamp: isoTime }, anHourAgo, at(ms)],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

test('isoTimeNano is read to the microsecond', async () => {
  const nano = isoTimeNano().replace(/\d{4}-\d\d-\d\dT\d\d/, iso.slice(0, 13))
  const [, text = '', fraction = ''] = /"time":"([^".]+)\.(\d{9})Z"/.exec(nano) ?? []

  const [stored] = await record(x, { timestamp: () => nano })

  expect(stored?.time).toBeCloseTo(Date.parse(`${text}Z`) + Number(fraction) / 1e6, 2)
})

test.each<Row>([
  ['a time in seconds is read', written('time', second), x, at(ms)],
  ['a time in seconds with a fraction is read', written('time', second + 0.25), x, at(ms + 250)],
  ['a time in milliseconds is read', written('time', ms + 7), x, at(ms + 7)],
  ['a time in microseconds is read', written('time', ms * 1000 + 7), x, at(ms + 0.007)],
  ['a time in nanoseconds is read', { timestamp: () => `,"time":${ms}007000` }, x, at(ms + 0.007)],
  ['digits as text are a time', written('time', String(ms)), x, at(ms)],
  ['ISO text with a zone is a time', written('time', iso.replace('Z', '+00:00')), x, at(ms)],
  [
    'ISO text without a zone is local time',
    written(
      'time',
      new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, -1),
    ),
    x,
    at(ms),
  ],
  ['a time under @timestamp is read', written('@timestamp', iso), x, at(ms)],
  ['a time under timestamp is read', written('timestamp', iso), x, at(ms)],
  ['a time under ts is read', written('ts', second + 0.25), x, at(ms + 250)],
  [
    'a time as Google Cloud writes it is read',
    written('timestamp', { seconds: second, nanos: 5_000_000 }),
    x,
    at(ms + 5),
  ],
  [
    'a time as Google Cloud writes it is read under time as well',
    written('time', { seconds: second, nanos: 5_000_000 }),
    x,
    at(ms + 5),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

test.each<Row>([
  [
    'a line with timestamp: false has the time at which it is read',
    { timestamp: false },
    x,
    info('x'),
  ],
  ['a line with nullTime has the time at which it is read', { timestamp: nullTime }, x, info('x')],
  ['a time that is null is no time and no attribute', written('time', null), x, info('x')],
  [
    'a time that cannot be read is an attribute',
    written('time', 'yesterday'),
    x,
    info('x', { time: 'yesterday' }),
  ],
  [
    'a time in words is an attribute',
    written('time', new Date(ms).toUTCString()),
    x,
    info('x', { time: new Date(ms).toUTCString() }),
  ],
  [
    'the time of a line without one is that of the application',
    { timestamp: false },
    (log) => log.info({ time: ms }, 'x'),
    at(ms),
  ],
  [
    'a number too small to be a time is an attribute',
    { timestamp: false },
    (log) => log.info({ time: 12, ts: 5 }, 'x'),
    info('x', { time: 12, ts: 5 }),
  ],
  [
    'a time that is older than Sentry keeps logs is an attribute, lest it cost the log',
    written('time', 1_600_000_000_000),
    (log) => log.info({ ts: '2020-09-13T12:26:40Z' }, 'x'),
    info('x', { time: 1_600_000_000_000, ts: '2020-09-13T12:26:40Z' }),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

test.each<Row>([
  [
    'a field named time does not hide the time and is an attribute',
    written('time', ms),
    (log) => {
      log.info({ time: 'noon' }, 'x')
      log.info({ time: 5 }, 'x')
      log.child({ time: ms + 1 }).info('x')
    },
    at(ms, { time: 'noon' }),
    at(ms, { time: 5 }),
    at(ms, { time: ms + 1 }),
  ],
  [
    'a field named as the custom time does not hide it either',
    written('timestamp', { seconds: second, nanos: 0 }),
    (log) => {
      log.info({ timestamp: 'noon', time: 'one' }, 'x')
      log.info({ timestamp: ms + 7 }, 'x')
    },
    at(ms, { timestamp: 'noon', time: 'one' }),
    at(ms, { timestamp: ms + 7 }),
  ],
  [
    'a field with another name of a time is an attribute',
    written('time', ms),
    (log) => log.info({ timestamp: ms + 7, ts: 1 }, 'x'),
    at(ms, { timestamp: ms + 7, ts: 1 }),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})
