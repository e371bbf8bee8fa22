import winston from 'winston'
import { expect, test } from 'vitest'
import { logEntry } from './infos.ts'
import { error, exception, info, useRecords, type Setup, type Stored } from './support/records.ts'

const { format } = winston
const stored = useRecords()

class PaymentError extends Error {
  readonly code = 'E_PAY'
}

type LogError = (logger: winston.Logger, failure: Error) => unknown

const own = { code: 'E_PAY' }
const inField =
  (name: string): LogError =>
  (logger, failure) =>
    logger.error('ctx', { [name]: failure })
const inMessage =
  (name: string): LogError =>
  (logger, failure) =>
    logger.error({ [name]: failure, a: 1 })

/** Where an error stands, and what is told of it beside `exception.*`. */
const places: readonly (readonly [place: string, log: LogError, body: string, fields: object])[] = [
  ['the record', (logger, failure) => logger.error(failure), 'boom', own],
  ['the argument of log()', (logger, failure) => logger.log('error', failure), 'boom', own],
  [
    'the message',
    (logger, failure) => logEntry(logger, { level: 'error', message: failure }),
    'boom',
    own,
  ],
  ['beside the message', (logger, failure) => logger.error('ctx', failure), 'ctx boom', own],
  [
    'behind the fields',
    (logger, failure) => logger.error('ctx', { a: 1 }, failure),
    'ctx',
    { a: 1, ...own },
  ],
  [
    'in a hole of the message',
    (logger, failure) => logger.error('ctx: %s', failure),
    'ctx: PaymentError: boom',
    {
      ...own,
      'sentry.message.template': 'ctx: %s',
      'sentry.message.parameter.0': 'PaymentError: boom',
    },
  ],
  ['the field err', inField('err'), 'ctx', { 'err.code': 'E_PAY' }],
  ['the field error', inField('error'), 'ctx', { 'error.code': 'E_PAY' }],
  ['a field of any name', inField('reason'), 'ctx', { 'reason.code': 'E_PAY' }],
  [
    'in a field of a field',
    (logger, failure) => logger.error('ctx', { job: { failure } }),
    'ctx',
    { 'job.failure.code': 'E_PAY' },
  ],
  ['in { err }, which has no other words', inMessage('err'), 'boom', { a: 1, 'err.code': 'E_PAY' }],
  [
    'in { error }, which has no other words',
    inMessage('error'),
    'boom',
    { a: 1, 'error.code': 'E_PAY' },
  ],
  [
    'in an object that has no other words',
    inMessage('reason'),
    'boom',
    { a: 1, 'reason.code': 'E_PAY' },
  ],
  [
    'beside a message without words',
    (logger, failure) => logger.error('', { reason: failure }),
    'boom',
    { 'reason.code': 'E_PAY' },
  ],
  [
    'in a record without a message',
    (logger, failure) => logEntry(logger, { level: 'error', err: failure }),
    'boom',
    { 'err.code': 'E_PAY' },
  ],
]

test.each(places)('an error %s', async (_place, log, body, fields) => {
  const cause = new RangeError('root')
  const failure = new PaymentError('boom', { cause })

  expect(await stored((logger) => log(logger, failure))).toStrictEqual([
    error(body, { ...fields, ...exception(failure, cause) }),
  ])
})

test.each(places)(
  "an error %s, under a format of the transport's own",
  async (_place, log, body, fields) => {
    const cause = new RangeError('root')
    const failure = new PaymentError('boom', { cause })
    const sentry = { format: format.combine(format.timestamp(), format.json()) }

    expect(await stored((logger) => log(logger, failure), { sentry })).toStrictEqual([
      error(body, { ...fields, ...exception(failure, cause) }),
    ])
  },
)

/** What a child logger leaves of an error that is the record: no class, no more than its stack. */
const fromText = (failure: Error): object => ({ ...exception(failure), 'exception.type': 'Error' })

test.each<[what: string, log: LogError, (failure: Error) => Stored, setup?: Setup]>([
  [
    'a child logger, which leaves the type of the stack',
    (logger, failure) => logger.child({ part: 'cart' }).error(failure),
    (failure) => error('boom', { part: 'cart', ...own, ...fromText(failure) }),
  ],
  [
    'a child logger, beside a message',
    (logger, failure) => logger.child({ part: 'cart' }).error('ctx', failure),
    (failure) => error('ctx boom', { part: 'cart', ...own, ...exception(failure) }),
  ],
  [
    'a child logger, in a field',
    (logger, failure) => logger.child({ part: 'cart' }).error('ctx', { err: failure }),
    (failure) => error('ctx', { part: 'cart', 'err.code': 'E_PAY', ...exception(failure) }),
  ],
  [
    'a logger with defaultMeta',
    (logger, failure) => logger.error(failure),
    (failure) => error('boom', { service: 'shop', ...own, ...exception(failure) }),
    { defaultMeta: { service: 'shop' } },
  ],
])('an error told to %s', async (_what, log, expected, setup) => {
  const failure = new PaymentError('boom')

  expect(await stored((logger) => log(logger, failure), setup)).toStrictEqual([expected(failure)])
})

test('an error in defaultMeta is told with each line', async () => {
  const failure = new PaymentError('boom')
  const told = { 'err.code': 'E_PAY', ...exception(failure) }

  expect(
    await stored(
      (logger) => {
        logger.info('hi')
        logger.error('ctx', { a: 1 })
      },
      { defaultMeta: { err: failure } },
    ),
  ).toStrictEqual([info('hi', told), error('ctx', { a: 1, ...told })])
})
