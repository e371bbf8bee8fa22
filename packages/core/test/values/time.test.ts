import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isKeptTime, toTimeMs } from '../../src/values/time.ts'

const second = 1_795_353_150

test.each([
  ['seconds', second, second * 1e3],
  ['seconds with a fraction', second + 0.25, second * 1e3 + 250],
  ['milliseconds', second * 1e3 + 7, second * 1e3 + 7],
  ['microseconds', second * 1e6 + 250, second * 1e3 + 0.25],
  ['nanoseconds', 1_795_353_150_000_250_112, second * 1e3 + 0.25],
  ['the last second before milliseconds begin', 1e11 - 1, (1e11 - 1) * 1e3],
  ['the first millisecond', 1e11, 1e11],
  ['the first microsecond', 1e14, 1e11],
  ['the first nanosecond', 1e17, 1e11],
  ['a BigInt of nanoseconds', 1_795_353_150_000_250_000n, second * 1e3 + 0.25],
  ['digits as text', '1795353150007', second * 1e3 + 7],
])('a number is read by its size: %s', (_unit, value, timeMs) => {
  expect(toTimeMs(value)).toBeCloseTo(timeMs, 2)
})

test.each([
  ['2026-11-22T12:32:30Z', '2026-11-22T12:32:30.000Z'],
  ['2026-11-22t12:32:30z', '2026-11-22T12:32:30.000Z'],
  ['2026-11-22T12:32Z', '2026-11-22T12:32:00.000Z'],
  ['2026-11-22 12:32:30 Z', '2026-11-22T12:32:30.000Z'],
  ['2026-11-22T14:32:30.5+02:00', '2026-11-22T12:32:30.500Z'],
  ['2026-11-22 10:32:30,5 -0200', '2026-11-22T12:32:30.500Z'],
  ['2026-11-22T14:32:30+02', '2026-11-22T12:32:30.000Z'],
])('ISO text is read with its zone: %s', (text, iso) => {
  expect(toTimeMs(text)).toBe(Date.parse(iso))
})

test('ISO text keeps the digits after the milliseconds', () => {
  const text = '2026-11-22T12:32:30.123456789Z'

  expect(toTimeMs(text)).toBeCloseTo(Date.parse('2026-11-22T12:32:30.123Z') + 0.456789, 3)
})

test('text without a zone is local time', () => {
  expect(toTimeMs('2026-11-22 12:32:30')).toBe(new Date(2026, 10, 22, 12, 32, 30).getTime())
})

test('a Date is read, of another realm too', () => {
  expect(toTimeMs(new Date(5))).toBe(5)
  expect(toTimeMs(runInNewContext('new Date(5)'))).toBe(5)
})

test.each([
  ['yesterday'],
  ['order 12'],
  [''],
  ['2026-13-40T00:00:00Z'],
  ['2026-11-22'],
  ['12:32:30'],
  [new Date(Number.NaN)],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [-1],
  [1e300],
  [null],
  [undefined],
  [true],
  [{}],
  [Symbol('now')],
])('%s is no time', (value) => {
  expect(toTimeMs(value)).toBeUndefined()
})

test('any value is read without an exception, as a finite time or none', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const timeMs = toTimeMs(value)

      expect(timeMs === undefined || Number.isFinite(timeMs)).toBe(true)
    }),
  )
})

test('every time that a Date can write is read back', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }),
      (date) => {
        expect(toTimeMs(date.toISOString())).toBe(date.getTime())
      },
    ),
  )
})

test('a log may have a time for as long as Sentry keeps logs', () => {
  const now = Date.UTC(2026, 10, 22)

  expect(isKeptTime(Date.UTC(2026, 7, 25), now)).toBe(true)
  expect(isKeptTime(Date.UTC(2026, 7, 24), now)).toBe(false)
  expect(isKeptTime(Date.UTC(2027, 0, 1), now)).toBe(true)
  expect(isKeptTime(0)).toBe(false)
})
