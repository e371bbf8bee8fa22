import pino from 'pino'
import { expect, test } from 'vitest'
import { attributesOf, log, read } from './support/real-line.ts'

const second = Math.floor(Date.now() / 1000) - 60

test.each([
  ['epochTime', undefined],
  ['unixTime', pino.stdTimeFunctions.unixTime],
  ['isoTime', pino.stdTimeFunctions.isoTime],
  ['isoTimeNano', pino.stdTimeFunctions.isoTimeNano],
])('%s of pino is read', (_name, timestamp) => {
  const input = log(timestamp === undefined ? {} : { timestamp }, (logger) => logger.info('x'))

  expect(Math.abs((input.time ?? 0) - Date.now())).toBeLessThan(2000)
  expect(attributesOf(input)).not.toHaveProperty('time')
})

test.each([
  [`{"level":30,"time":${second}}`, second * 1000],
  [`{"level":30,"time":${second}123}`, second * 1000 + 123],
  [`{"level":30,"time":${second}123456}`, second * 1000 + 123.456],
  [`{"level":30,"time":${second}123456789}`, second * 1000 + 123.456_789],
  [`{"level":30,"time":"${new Date(second * 1000 + 500).toISOString()}"}`, second * 1000 + 500],
  [`{"level":30,"@timestamp":${second}123}`, second * 1000 + 123],
  [`{"level":30,"timestamp":{"seconds":${second},"nanos":5000000}}`, second * 1000 + 5],
  [`{"level":30,"ts":${second}.25}`, second * 1000 + 250],
])('the time of %s is read', (text, timeMs) => {
  const input = read(text)

  expect(input.time).toBeCloseTo(timeMs, 2)
  expect(Object.keys(attributesOf(input))).toEqual(['pino.logger.level'])
})

test('a line without a time has the time of its capture', () => {
  const input = log({ timestamp: false }, (logger) => logger.info({ ts: 5 }, 'x'))

  expect(input).not.toHaveProperty('time')
  expect(attributesOf(input)).toMatchObject({ ts: 5 })
})

test('a time that cannot be read stays as an attribute', () => {
  const input = read('{"level":30,"time":"yesterday"}')

  expect(input).not.toHaveProperty('time')
  expect(attributesOf(input)).toMatchObject({ time: 'yesterday' })
})
