import { runInNewContext } from 'node:vm'
import bunyan from 'bunyan'
import { expect, test } from 'vitest'
import VError from 'verror'
import { error, exception, useRecords, type Setup } from './support/records.ts'

const { stored, storedRaw, storedText } = useRecords()

const serialized: Setup = { serializers: bunyan.stdSerializers }
const root = new Error('root')
const boom = new RangeError('boom')

test.each<[string, Setup]>([
  ['without serializers', {}],
  ['with those of bunyan', serialized],
])('an error alone gives the message and the exception, %s', async (_what, setup) => {
  expect(await stored((logger) => logger.error(boom), setup)).toStrictEqual([
    error('boom', exception(boom)),
  ])
})

test('an error with a message is the exception of that line', async () => {
  expect(await stored((logger) => logger.error(boom, 'failed %d times', 2))).toStrictEqual([
    error('failed 2 times', exception(boom)),
  ])
})

test('an error under err is the exception, and gives the message where there is none', async () => {
  const logged = await stored((logger) => {
    logger.error({ err: boom, order: 7 }, 'failed')
    logger.error({ err: boom, order: 7 })
  }, serialized)

  expect(logged).toStrictEqual([
    error('failed', { ...exception(boom), order: 7 }),
    error('boom', { ...exception(boom), order: 7 }),
  ])
})

test('of the fields of an error the serializer of bunyan keeps code and signal', async () => {
  const killed = Object.assign(new Error('boom'), { code: 'E1', signal: 'SIGTERM', path: '/a' })

  expect(await stored((logger) => logger.error(killed))).toStrictEqual([
    error('boom', { ...exception(killed), 'err.code': 'E1', 'err.signal': 'SIGTERM' }),
  ])
})

test('an error that no serializer saw keeps all its fields', async () => {
  const failed = Object.assign(new Error('boom'), { code: 'E1', token: 'x', at: { step: 2 } })

  expect(await storedRaw((logger) => logger.error({ err: failed }))).toStrictEqual([
    error('boom', {
      ...exception(failed),
      'err.code': 'E1',
      'err.token': '[Filtered]',
      'err.at.step': 2,
    }),
  ])
})

test('in a line of JSON an error that no serializer saw has its own fields alone', async () => {
  const failed = Object.assign(new Error('boom'), { code: 'E1' })

  expect(await storedText((logger) => logger.error({ err: failed }))).toStrictEqual([
    error('boom', { 'err.code': 'E1' }),
  ])
})

test.each<[string, (logger: bunyan, failed: Error) => void, Setup]>([
  ['alone', (logger, failed) => logger.error(failed), {}],
  ['under err', (logger, failed) => logger.error({ err: failed }), serialized],
  [
    'under err of a child',
    (logger, failed) => logger.child({ err: failed }).error('mid: root'),
    serialized,
  ],
])('causes of verror are in the stack, as bunyan writes them: %s', async (_what, log, setup) => {
  const failed = new VError(root, 'mid')

  expect(await stored((logger) => log(logger, failed), setup)).toStrictEqual([
    error('mid: root', exception(failed, root)),
  ])
})

test('causes of verror are in the stack where no serializer saw the error', async () => {
  const failed = new VError({ cause: new VError(root, 'mid'), info: { order: 7 } }, 'top')
  const [log] = await storedRaw((logger) => logger.error({ err: failed }))

  expect(log?.attributes).toMatchObject({
    ...exception(failed, VError.cause(failed) as Error, root),
    'err.jse_info.order': 7,
  })
})

test('the standard cause is in the stack where no serializer saw the error', async () => {
  const failed = new TypeError('top', { cause: new Error('mid', { cause: root }) })

  expect(await storedRaw((logger) => logger.error({ err: failed }))).toStrictEqual([
    error('top', exception(failed, failed.cause as Error, root)),
  ])
})

test('what an AggregateError holds is in the stack where no serializer saw the error', async () => {
  const failed = new AggregateError([root, boom], 'all failed')

  expect(await storedRaw((logger) => logger.error({ err: failed }))).toStrictEqual([
    error('all failed', exception(failed, root, boom)),
  ])
})

test('the serializer of bunyan leaves out the standard cause and what an AggregateError holds', async () => {
  const caused = new TypeError('top', { cause: root })
  const aggregate = new AggregateError([root, boom], 'all failed')
  const logged = await stored((logger) => {
    logger.error(caused)
    logger.error({ err: aggregate })
  }, serialized)

  expect(logged).toStrictEqual([
    error('top', exception(caused)),
    error('all failed', exception(aggregate)),
  ])
})

test('a serializer of the application that keeps the error keeps its cause', async () => {
  const failed = new TypeError('top', { cause: root })
  const setup = { serializers: { err: (err: unknown) => err } }

  expect(await storedRaw((logger) => logger.error(failed), setup)).toStrictEqual([
    error('top', exception(failed, root)),
  ])
})

test('what a serializer of the application makes of an error is all that is sent of it', async () => {
  const setup = { serializers: { err: (err: Error) => ({ message: err.message, id: 7 }) } }

  expect(await stored((logger) => logger.error(boom), setup)).toStrictEqual([
    error('boom', { 'err.message': 'boom', 'err.id': 7 }),
  ])
})

test.each([
  [
    'a name',
    { name: 'PaymentError', message: 'declined', stack: 'PaymentError: declined\n    at pay' },
  ],
  ['a type', { type: 'PaymentError', message: 'declined', stack: 'PaymentError: declined' }],
])('an object that reads like an error is one, with its own fields: %s', async (_what, err) => {
  const logged = await stored((logger) => logger.error({ err: { ...err, code: 5 } }))

  expect(logged).toStrictEqual([
    error('declined', {
      'exception.type': 'PaymentError',
      'exception.message': 'declined',
      'exception.stacktrace': err.stack,
      'err.code': 5,
    }),
  ])
})

test('text under err is text', async () => {
  expect(await stored((logger) => logger.error({ err: 'declined' }, 'failed'))).toStrictEqual([
    error('failed', { err: 'declined' }),
  ])
})

const foreign: Error = runInNewContext('new TypeError("far")')
const foreignException = {
  'exception.type': 'TypeError',
  'exception.message': 'far',
  'exception.stacktrace': foreign.stack,
}

test('an error of another realm under err is the exception', async () => {
  const log = (logger: bunyan): void => logger.error({ err: foreign }, 'failed')

  expect(await stored(log, serialized)).toStrictEqual([error('failed', foreignException)])
  expect(await storedRaw(log)).toStrictEqual([error('failed', foreignException)])
})

test('an error of another realm alone is an object of fields to bunyan, and lost but for those', async () => {
  const failed: Error = runInNewContext('Object.assign(new TypeError("far"), { code: "E1" })')

  expect(await stored((logger) => logger.error(failed))).toStrictEqual([error('', { code: 'E1' })])
})

test('of several errors err is the exception, the others keep their names', async () => {
  const logged = await storedRaw((logger) => {
    logger.error({ first: root, error: boom, err: foreign }, 'failed')
    logger.error({ first: root, error: boom }, 'failed')
    logger.error({ first: root }, 'failed')
  })
  const named = (name: string, { message, stack }: Error): Record<string, unknown> => ({
    [`${name}.type`]: name === 'first' ? 'Error' : 'RangeError',
    [`${name}.message`]: message,
    [`${name}.stacktrace`]: stack,
  })

  expect(logged).toStrictEqual([
    error('failed', { ...foreignException, ...named('first', root), ...named('error', boom) }),
    error('failed', { ...exception(boom), ...named('first', root) }),
    error('failed', exception(root)),
  ])
})
