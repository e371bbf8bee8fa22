import winston from 'winston'
import { expect, test } from 'vitest'
import { logEntry } from './infos.ts'
import { error, exception, info, useRecords, type Stored } from './support/records.ts'

const { format } = winston
const stored = useRecords()

class PaymentError extends Error {
  readonly code = 'E_PAY'
}

const upper = format((info) => ({ ...info, level: info.level.toUpperCase() }))
const line = format.printf(({ level, message }) => `${level}: ${String(message)}`)
const label = format.label({ label: 'cart' })
const named = { 'logger.name': 'cart' }
const moved = { 'metadata.timestamp': expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) }

/** Formats as winston's documentation and its users combine them. */
const quickStart = format.combine(
  format.timestamp({ format: 'YYYY-MM-DDTHH:mm:ss.SSSZZ' }),
  format.errors({ stack: true }),
  format.splat(),
  format.json(),
)
const labelled = format.combine(label, format.timestamp(), line)
const pretty = format.combine(label, format.timestamp(), format.prettyPrint())
const coloured = format.combine(format.colorize(), format.simple())
const forConsole = format.combine(format.colorize({ all: true }), label, format.align(), line)
const elastic = format.combine(format.timestamp(), format.metadata(), format.logstash())
const nested = format.combine(
  format.errors({ stack: true, cause: true }),
  format.metadata({ fillExcept: ['message', 'level', 'timestamp', 'label'] }),
  format.json(),
)
const shouting = format.combine(upper(), line)

test.each<[name: string, winston.Logform.Format, expected: Stored]>([
  ['timestamp, errors, splat, json', quickStart, info('hi ann', { a: 1 })],
  ['label, timestamp, printf', labelled, info('hi %s', { a: 1, ...named })],
  ['label, timestamp, prettyPrint', pretty, info('hi %s', { a: 1, ...named })],
  ['colorize, simple', coloured, info('hi %s', { a: 1 })],
  ['colorize all, label, align, printf', forConsole, info('\thi %s', { a: 1, ...named })],
  ['timestamp, metadata, logstash', elastic, info('hi %s', { a: 1, ...moved })],
  ['errors, metadata, json', nested, info('hi %s', { a: 1 })],
  ['a level in capitals', shouting, info('hi %s', { a: 1 })],
])('a line with arguments under %s', async (_name, format, { body, ...expected }) => {
  const lines = await stored((logger) => logger.info('hi %s', 'ann', { a: 1 }), { format })

  const parameters = {
    'sentry.message.template': body,
    'sentry.message.parameter.0': 'ann',
  }
  expect(lines).toStrictEqual([
    {
      ...expected,
      body: body.replace('%s', 'ann'),
      attributes: { ...expected.attributes, ...(body.includes('%s') && parameters) },
    },
  ])
})

type Told = (failure: Error, cause: Error) => Stored

const own = { code: 'E_PAY' }
test.each<[name: string, winston.Logform.Format, Told]>([
  [
    'timestamp, errors, splat, json',
    quickStart,
    (failure, cause) => error('boom', { ...own, ...exception(failure, cause) }),
  ],
  [
    'label, timestamp, printf',
    labelled,
    (failure, cause) => error('boom', { ...own, ...named, ...exception(failure, cause) }),
  ],
  [
    'label, timestamp, prettyPrint',
    pretty,
    (failure, cause) => error('boom', { ...own, ...named, ...exception(failure, cause) }),
  ],
  [
    'colorize, simple',
    coloured,
    (failure, cause) => error('boom', { ...own, ...exception(failure, cause) }),
  ],
  [
    'timestamp, metadata, logstash',
    elastic,
    (failure, cause) =>
      error('boom', { 'metadata.code': 'E_PAY', ...moved, ...exception(failure, cause) }),
  ],
  [
    'errors, metadata, json',
    nested,
    (failure, cause) => error('boom', { 'metadata.code': 'E_PAY', ...exception(failure, cause) }),
  ],
])('an error that is the record under %s', async (_name, format, expected) => {
  const cause = new RangeError('root')
  const [failure, twin] = ['logged', 'as it was'].map(() => new PaymentError('boom', { cause }))

  const lines = await stored((logger) => logger.error(failure), { format })

  expect(lines).toStrictEqual([twin && expected(twin, cause)])
})

test('the stack that a child logger leaves of an error is found where metadata() moves it', async () => {
  const cause = new RangeError('root')
  const failure = new PaymentError('boom', { cause })

  const lines = await stored((logger) => logger.child({ part: 'cart' }).error(failure), {
    format: format.metadata(),
  })

  expect(lines).toStrictEqual([
    error('boom', {
      'metadata.part': 'cart',
      'metadata.code': 'E_PAY',
      ...exception(failure, cause),
      'exception.type': 'Error',
    }),
  ])
})

test('a line that a format keeps back is not sent', async () => {
  const ignorePrivate = format((info) => (info['private'] === true ? false : info))

  const lines = await stored(
    (logger) => {
      logger.info('secret', { private: true })
      logger.info('public')
    },
    { format: format.combine(ignorePrivate(), format.json()) },
  )

  expect(lines).toStrictEqual([info('public')])
})

/** What formats make of an error that is no more than the message of a record. */
test.each<[name: string, winston.Logform.Format, body: string]>([
  ['align()', format.align(), '\tError: boom'],
  ['label({ message })', format.label({ label: 'cart', message: true }), '[cart] Error: boom'],
  ['padLevels()', format.padLevels(), '   Error: boom'],
  ['uncolorize()', format.uncolorize(), 'Error: boom'],
])('%s leaves text alone of an error that is the message', async (_name, format, body) => {
  const lines = await stored(
    (logger) => logEntry(logger, { level: 'error', message: new PaymentError('boom') }),
    { format },
  )

  expect(lines).toStrictEqual([error(body)])
})
