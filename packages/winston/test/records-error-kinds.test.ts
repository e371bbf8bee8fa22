import { runInNewContext } from 'node:vm'
import winston from 'winston'
import { expect, test } from 'vitest'
import { error, exception, useRecords, type Setup } from './support/records.ts'

const { format } = winston
const stored = useRecords()

class PaymentError extends Error {
  readonly code = 'E_PAY'
}

class Named extends Error {
  override readonly name = 'Named'
}

test.each<[what: string, make: () => readonly [Error, ...Error[]], fields?: object]>([
  ['without a cause', () => [new TypeError('boom')]],
  ['of a class with a name of its own', () => [new Named('boom')]],
  ['of another realm', () => [runInNewContext("new TypeError('boom')")]],
  [
    'with a chain of causes',
    () => {
      const last = new RangeError('last')
      const cause = new TypeError('cause', { cause: last })
      return [new PaymentError('boom', { cause }), cause, last]
    },
    { code: 'E_PAY' },
  ],
  [
    'that gathers others',
    () => {
      const gathered = [new TypeError('a'), new RangeError('b')]
      return [new AggregateError(gathered, 'boom'), ...gathered]
    },
  ],
  [
    'with data',
    () => [Object.assign(new Error('boom'), { status: 502, request: { id: 'r1' }, type: 'card' })],
    { status: 502, 'request.id': 'r1', type: 'card' },
  ],
])('an error %s', async (_what, make, fields = {}) => {
  const [failure, ...causes] = make()

  expect(await stored((logger) => logger.error(failure))).toStrictEqual([
    error('boom', { ...fields, ...exception(failure, ...causes) }),
  ])
})

test('what caused an error need not be one', async () => {
  const failure = new Error('boom', { cause: 'why' })

  expect(await stored((logger) => logger.error(failure))).toStrictEqual([
    error('boom', {
      ...exception(failure),
      'exception.stacktrace': `${failure.stack}\nCaused by: why`,
    }),
  ])
})

test('an object that looks like an error is one, its type read from the stack', async () => {
  const serialized = { message: 'boom', stack: 'TypeError: boom\n    at x', code: 'E_PAY' }

  expect(await stored((logger) => logger.error(serialized))).toStrictEqual([
    error('boom', {
      code: 'E_PAY',
      'exception.type': 'TypeError',
      'exception.message': 'boom',
      'exception.stacktrace': serialized.stack,
    }),
  ])
})

test('of two errors the one under the usual name is the exception', async () => {
  const [first, second] = [new TypeError('first'), new RangeError('second')]

  expect(await stored((logger) => logger.error('ctx', { first, err: second }))).toStrictEqual([
    error('ctx', {
      ...exception(second),
      'first.type': 'TypeError',
      'first.message': 'first',
      'first.stacktrace': first.stack,
    }),
  ])
})

test('an error under a name that is secret is not told', async () => {
  expect(await stored((logger) => logger.error({ token: new Error('boom') }))).toStrictEqual([
    error('{"token":"[Filtered]"}', { token: '[Filtered]' }),
  ])
})

test.each<[format: string, setup: Setup]>([
  ['no format', {}],
  ['simple()', { format: format.simple() }],
  ['logstash()', { format: format.logstash() }],
])('an error without words is told without, under %s', async (_format, setup) => {
  const failure = new TypeError('')

  const lines = await stored((logger) => {
    logger.log('error', failure)
    logger.error('', { reason: failure })
  }, setup)

  expect(lines.map(({ body }) => body)).toStrictEqual(['', ''])
  expect(lines[0]?.attributes).toStrictEqual(exception(failure))
})

test('what another logger has written of an error is an error', async () => {
  const serialized = { type: 'PaymentError', message: 'boom', stack: 'Error: boom\n    at x' }
  const told = {
    'exception.type': 'PaymentError',
    'exception.message': 'boom',
    'exception.stacktrace': serialized.stack,
  }

  const lines = await stored((logger) => {
    logger.error('ctx', { ...serialized, code: 'E_PAY' })
    logger.error('ctx', { err: { ...serialized, code: 'E_PAY' } })
  })

  expect(lines).toStrictEqual([
    error('ctx boom', { code: 'E_PAY', ...told }),
    error('ctx', { 'err.code': 'E_PAY', ...told }),
  ])
})

test("an error keeps its class under colours, whatever its author's field `type` says", async () => {
  const [failure, twin] = ['logged', 'as it was'].map(() =>
    Object.assign(new PaymentError('boom'), { type: 'card' }),
  )

  const lines = await stored((logger) => logger.error(failure), {
    format: format.colorize({ all: true }),
  })

  expect(lines).toStrictEqual([
    error('boom', { code: 'E_PAY', type: 'card', ...(twin && exception(twin)) }),
  ])
})

test('errors that another gathers are told also where errors() leaves text of it', async () => {
  const gathered = [new TypeError('a'), new RangeError('b')]
  const failure = new AggregateError(gathered, 'boom')

  const lines = await stored((logger) => logger.error(failure), {
    format: format.errors({ stack: true }),
  })

  expect(lines).toStrictEqual([error('boom', exception(failure, ...gathered))])
})
