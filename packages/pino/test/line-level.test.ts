import { expect, test } from 'vitest'
import { attributesOf, log, read } from './support/real-line.ts'

test.each([
  ['trace', 1, 10],
  ['debug', 5, 20],
  ['info', 9, 30],
  ['warn', 13, 40],
  ['error', 17, 50],
  ['fatal', 21, 60],
] as const)('%s is severity %i, and its number %i is kept', (name, severity, number) => {
  const input = log({}, (logger) => logger[name]('x'))

  expect(input.level).toBe(severity)
  expect(attributesOf(input)).toMatchObject({ 'pino.logger.level': number })
  expect(attributesOf(input)).not.toHaveProperty(['pino.logger.level_name'])
})

test('a custom level goes by its number and keeps its name', () => {
  const input = log({ customLevels: { audit: 35 } }, (logger) => logger['audit']?.('x'))

  expect(input.level).toBe(11)
  expect(attributesOf(input)).toMatchObject({
    'pino.logger.level': 35,
    'pino.logger.level_name': 'audit',
  })
})

test('a custom level with a name that is known goes by its name', () => {
  expect(log({ customLevels: { notice: 38 } }, (logger) => logger['notice']?.('x')).level).toBe(10)
})

test('a custom level of a child, of which pino tells nothing, goes by its number', () => {
  const input = log({}, (logger) => {
    logger.child({}, { customLevels: { loud: 45 } })['loud']?.('x')
  })

  expect(input.level).toBe(15)
  expect(attributesOf(input)).toMatchObject({ 'pino.logger.level': 45 })
})

test('levelMap wins by name and by number', () => {
  const customLevels = { audit: 35 }
  const byName = { levelMap: { audit: 'error' } } as const
  const byNumber = { levelMap: { 35: 24 } } as const

  expect(log({ customLevels }, (logger) => logger['audit']?.('x'), byName).level).toBe(17)
  expect(log({ customLevels }, (logger) => logger['audit']?.('x'), byNumber).level).toBe(24)
})

test('a level that a formatter wrote as text keeps its number', () => {
  const formatters = { level: (label: string): object => ({ level: label.toUpperCase() }) }
  const input = log({ formatters }, (logger) => logger.warn('x'))

  expect(input.level).toBe(13)
  expect(attributesOf(input)).toEqual(
    expect.objectContaining({ 'pino.logger.level': 40, 'process.pid': process.pid }),
  )
  expect(attributesOf(input)).not.toHaveProperty('level')
})

test('a custom level that a formatter wrote as text keeps name and number', () => {
  const formatters = { level: (label: string): object => ({ level: label.toUpperCase() }) }
  const customLevels = { audit: 35 }
  const input = log({ formatters, customLevels }, (logger) => logger['audit']?.('x'))

  expect(input.level).toBe(11)
  expect(attributesOf(input)).toMatchObject({
    'pino.logger.level': 35,
    'pino.logger.level_name': 'audit',
  })
})

test.each([
  ['{"level":"WARN"}', 13, {}],
  ['{"level":" Warning "}', 13, { 'pino.logger.level_name': 'Warning' }],
  ['{"level":"40"}', 13, { 'pino.logger.level': 40 }],
  ['{"level":5}', 1, { 'pino.logger.level': 5 }],
  ['{"level":99}', 24, { 'pino.logger.level': 99 }],
  ['{"severity":"ERROR"}', 17, {}],
  ['{"severity":"CRITICAL","x":1}', 21, { x: 1 }],
  ['{"loglevel":"debug"}', 5, {}],
  ['{"levelName":20}', 5, { 'pino.logger.level': 20 }],
  ['{"level":50,"severity":"INFO"}', 17, { severity: 'INFO' }],
  ['{"level":{"a":1}}', 9, { level: { a: 1 } }],
  ['{"level":""}', 9, { level: '' }],
  ['{"x":1}', 9, { x: 1 }],
  ['{"level":"constructor"}', 9, { 'pino.logger.level_name': 'constructor' }],
])('%s is severity %i', (text, severity, attributes) => {
  const input = read(text)

  expect(input.level).toBe(severity)
  expect(attributesOf(input)).toMatchObject(attributes)
})
