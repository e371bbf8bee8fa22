import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type LevelMap,
  type Severity,
  severities,
  severityNumberOf,
  severityOf,
  toSeverityNumber,
} from '../src/severity.ts'

test.each<[Severity, number, number]>([
  ['trace', 1, 4],
  ['debug', 5, 8],
  ['info', 9, 12],
  ['warn', 13, 16],
  ['error', 17, 20],
  ['fatal', 21, 24],
])('%s is the numbers from %i to %i, and is sent as the lowest', (severity, lowest, highest) => {
  const numbers = Array.from({ length: 24 }, (_, index) => index + 1)

  const own = numbers.filter((number) => severityOf(number) === severity)

  expect([own.at(0), own.at(-1), own.length]).toEqual([lowest, highest, 4])
  expect(severityNumberOf(severity)).toBe(lowest)
})

test.each([
  [0, 'trace'],
  [-3, 'trace'],
  [25, 'fatal'],
  [Infinity, 'fatal'],
  [Number.NaN, 'info'],
])('the severity number %d beyond the scale counts as %s', (number, severity) => {
  expect(severityOf(number)).toBe(severity)
})

test.each([
  ['fatal', 21],
  ['emerg', 23],
  ['emergency', 23],
  ['panic', 21],
  ['alert', 22],
  ['crit', 21],
  ['critical', 21],
  ['error', 17],
  ['err', 17],
  ['severe', 17],
  ['fail', 17],
  ['warn', 13],
  ['warning', 13],
  ['notice', 10],
  ['info', 9],
  ['information', 9],
  ['log', 9],
  ['success', 9],
  ['help', 11],
  ['data', 10],
  ['ready', 9],
  ['start', 9],
  ['http', 7],
  ['verbose', 6],
  ['debug', 5],
  ['silly', 1],
  ['trace', 1],
  ['finest', 1],
  ['input', 2],
  ['prompt', 4],
])('the level named %s is %i, in any case', (name, number) => {
  expect(toSeverityNumber({ name })).toBe(number)
  expect(toSeverityNumber({ name: ` ${name.toUpperCase()} ` })).toBe(number)
})

test.each([
  [10, 1],
  [20, 5],
  [25, 7],
  [30, 9],
  [31, 9],
  [35, 11],
  [39, 12],
  [40, 13],
  [45, 15],
  [50, 17],
  [60, 21],
  [62.5, 22],
  [65, 23],
  [67.5, 24],
  [99, 24],
  [Infinity, 24],
  [9, 1],
  [0, 1],
  [-5, 1],
])('the numeric level %d of pino and bunyan is %i', (number, severityNumber) => {
  expect(toSeverityNumber({ number })).toBe(severityNumber)
})

test('a higher numeric level is never less severe', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a]

      expect(toSeverityNumber({ number: low })).toBeLessThanOrEqual(
        toSeverityNumber({ number: high }),
      )
    }),
  )
})

test.each([
  [4, [21, 13, 5, 1]],
  [5, [21, 13, 9, 5, 1]],
  [6, [21, 17, 13, 9, 5, 1]],
  [7, [21, 17, 13, 9, 5, 1, 1]],
  [2, [21, 1]],
  [1, [9]],
])('%i levels with unknown names spread from fatal to trace', (count, expected) => {
  const ranked = Array.from({ length: count }, (_, index) =>
    toSeverityNumber({ name: `own-${index}`, rank: { index, count } }),
  )

  expect(ranked).toEqual(expected)
})

test('a known name wins over the number, the number over the rank', () => {
  const rank = { index: 0, count: 3 }

  expect(toSeverityNumber({ name: 'http', number: 50, rank })).toBe(7)
  expect(toSeverityNumber({ name: 'audit', number: 35, rank })).toBe(11)
  expect(toSeverityNumber({ name: 'audit', rank })).toBe(21)
})

test('a level that nothing is known of is info', () => {
  expect(toSeverityNumber({})).toBe(9)
  expect(toSeverityNumber({ name: 'audit' })).toBe(9)
  expect(toSeverityNumber({ name: 'constructor' })).toBe(9)
  expect(toSeverityNumber({ number: Number.NaN })).toBe(9)
})

test('the user may place a level by name in any case, by number, on a severity or a number', () => {
  const levelMap: LevelMap = { Audit: 'warn', '35': 12, info: 'debug' }

  expect(toSeverityNumber({ name: 'audit', number: 35 }, levelMap)).toBe(13)
  expect(toSeverityNumber({ name: 'AUDIT' }, levelMap)).toBe(13)
  expect(toSeverityNumber({ name: 'own', number: 35 }, levelMap)).toBe(12)
  expect(toSeverityNumber({ number: 35 }, levelMap)).toBe(12)
  expect(toSeverityNumber({ name: 'info', number: 30 }, levelMap)).toBe(5)
  expect(toSeverityNumber({ name: 'warn', number: 40 }, levelMap)).toBe(13)
  expect(toSeverityNumber({}, levelMap)).toBe(9)
})

test('an empty level map changes nothing', () => {
  expect(severities.map((name) => toSeverityNumber({ name }, {}))).toEqual([1, 5, 9, 13, 17, 21])
})
