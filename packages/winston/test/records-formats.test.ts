import winston from 'winston'
import { expect, test } from 'vitest'
import { error, exception, info, useRecords, type Stored } from './support/records.ts'

const { format } = winston
const stored = useRecords()

type Format = winston.Logform.Format

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)

/** What becomes of `info('hi', { a: 1 })`. */
const alone: readonly (readonly [name: string, Format | undefined, expected: Stored])[] = [
  ['no format', undefined, info('hi', { a: 1 })],
  ['align(), whose tab stays', format.align(), info('\thi', { a: 1 })],
  ['cli(), whose padding stays', format.cli(), info('    hi', { a: 1 })],
  ['colorize()', format.colorize(), info('hi', { a: 1 })],
  ['colorize({ all })', format.colorize({ all: true }), info('hi', { a: 1 })],
  ['colorize({ message })', format.colorize({ message: true }), info('hi', { a: 1 })],
  ['errors()', format.errors(), info('hi', { a: 1 })],
  ['errors({ stack, cause })', format.errors({ stack: true, cause: true }), info('hi', { a: 1 })],
  ['json()', format.json(), info('hi', { a: 1 })],
  ['label()', format.label({ label: 'cart' }), info('hi', { a: 1, 'logger.name': 'cart' })],
  [
    'label({ message })',
    format.label({ label: 'cart', message: true }),
    info('[cart] hi', { a: 1 }),
  ],
  ['logstash()', format.logstash(), info('hi', { a: 1 })],
  ['metadata()', format.metadata(), info('hi', { 'metadata.a': 1 })],
  ['metadata({ key })', format.metadata({ key: 'meta' }), info('hi', { 'meta.a': 1 })],
  [
    'metadata({ fillExcept })',
    format.metadata({ fillExcept: ['message', 'level', 'timestamp', 'label'] }),
    info('hi', { 'metadata.a': 1 }),
  ],
  [
    'metadata({ fillExcept }) that takes level and message along',
    format.metadata({ fillExcept: ['timestamp'] }),
    info('hi', { 'metadata.a': 1, 'metadata.level': 'info', 'metadata.message': 'hi' }),
  ],
  ['metadata({ fillWith })', format.metadata({ fillWith: ['a'] }), info('hi', { 'metadata.a': 1 })],
  ['ms()', format.ms(), info('hi', { a: 1, ms: '+0ms' })],
  ['padLevels(), whose padding stays', format.padLevels(), info('    hi', { a: 1 })],
  ['prettyPrint()', format.prettyPrint({ colorize: true }), info('hi', { a: 1 })],
  ['printf()', format.printf(({ message }) => `> ${String(message)}`), info('hi', { a: 1 })],
  ['simple()', format.simple(), info('hi', { a: 1 })],
  ['splat()', format.splat(), info('hi', { a: 1 })],
  ['timestamp()', format.timestamp(), info('hi', { a: 1 })],
  ['timestamp({ alias })', format.timestamp({ alias: 'at' }), info('hi', { a: 1, at: iso })],
  ['uncolorize()', format.uncolorize(), info('hi', { a: 1 })],
]

test.each(alone)('a line under %s', async (_name, format, expected) => {
  const lines = await stored((logger) => logger.info('hi', { a: 1 }), format && { format })

  expect(lines).toStrictEqual([expected])
})

class PaymentError extends Error {
  readonly code = 'E_PAY'
}

type Told = (failure: Error, cause: Error) => Stored

const own = { code: 'E_PAY' }
const whole: Told = (failure, cause) => error('boom', { ...own, ...exception(failure, cause) })
const below =
  (name: string): Told =>
  (failure, cause) =>
    error('boom', { [`${name}.code`]: 'E_PAY', ...exception(failure, cause) })
/** Of an error whose message the format has changed, as it does with any message. */
const changed =
  (message: string): Told =>
  (failure, cause) => {
    const { 'exception.stacktrace': stack, ...told } = exception(failure, cause)
    return error(message, {
      ...own,
      ...told,
      'exception.message': message,
      'exception.stacktrace': String(stack).replace('boom', message),
    })
  }

/** What becomes of `error(new PaymentError('boom', { cause }))`. */
const ofError: readonly (readonly [name: string, Format, Told])[] = [
  ['align()', format.align(), changed('\tboom')],
  ['cli()', format.cli(), changed('   boom')],
  ['colorize()', format.colorize(), whole],
  ['colorize({ all })', format.colorize({ all: true }), whole],
  ['colorize({ message })', format.colorize({ message: true }), whole],
  [
    'errors(), which takes the stack away, and with it the exception',
    format.errors(),
    () => error('boom', own),
  ],
  ['errors({ stack })', format.errors({ stack: true }), whole],
  ['errors({ stack, cause })', format.errors({ stack: true, cause: true }), whole],
  ['json()', format.json(), whole],
  [
    'label()',
    format.label({ label: 'cart' }),
    (failure, cause) =>
      error('boom', { ...own, 'logger.name': 'cart', ...exception(failure, cause) }),
  ],
  ['label({ message })', format.label({ label: 'cart', message: true }), changed('[cart] boom')],
  ['logstash()', format.logstash(), whole],
  ['metadata()', format.metadata(), below('metadata')],
  ['metadata({ key })', format.metadata({ key: 'meta' }), below('meta')],
  ['metadata({ fillWith })', format.metadata({ fillWith: ['code'] }), below('metadata')],
  ['padLevels()', format.padLevels(), changed('   boom')],
  ['prettyPrint()', format.prettyPrint(), whole],
  ['printf()', format.printf(({ message }) => `> ${String(message)}`), whole],
  ['simple()', format.simple(), whole],
  ['splat()', format.splat(), whole],
  ['timestamp()', format.timestamp(), whole],
  ['uncolorize()', format.uncolorize(), whole],
]

test.each(ofError)('an error that is the record under %s', async (_name, format, expected) => {
  const cause = new RangeError('root')
  // A format changes the first; its stack is not read before.
  const [failure, twin] = ['logged', 'as it was'].map(() => new PaymentError('boom', { cause }))

  const lines = await stored((logger) => logger.error(failure), { format })

  expect(lines).toStrictEqual([twin && expected(twin, cause)])
})

test.each(ofError)('an error beside a message under %s', async (_name, format, expected) => {
  const cause = new RangeError('root')
  const failure = new PaymentError('boom', { cause })
  const { attributes, body } = expected(failure, cause)

  const lines = await stored((logger) => logger.error('ctx', failure), { format })

  expect(lines).toStrictEqual([
    error(body.replace('boom', 'ctx boom'), { ...attributes, ...exception(failure, cause) }),
  ])
})
