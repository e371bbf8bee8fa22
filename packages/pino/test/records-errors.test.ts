import pino from 'pino'
import { expect, test } from 'vitest'
import { error, exception, info, useRecords, type Row } from './support/records.ts'

const { record, recordBoth } = useRecords()

class PaymentError extends Error {
  override readonly name = 'Declined'
  readonly code = 'E_PAY'
  readonly response = { status: 402, headers: { 'set-cookie': 'a=b', etag: 'x' } }
}

const boom = new RangeError('boom')
const root = Object.assign(new TypeError('root'), { code: 'E_ROOT' })
const caused = new Error('boom', { cause: new Error('middle', { cause: root }) })
const aggregate = new AggregateError([new Error('first'), new TypeError('second')], 'both')

test.each<Row>([
  [
    'an error alone gives its message to the body',
    {},
    (log) => {
      log.error(boom)
      log.error({ err: boom })
    },
    error('boom', exception(boom)),
    error('boom', exception(boom)),
  ],
  [
    'an error beside a message',
    {},
    (log) => {
      log.error(boom, 'failed %d times', 2)
      log.error({ err: boom, a: 1 }, 'failed')
    },
    error('failed 2 times', exception(boom)),
    error('failed', { ...exception(boom), a: 1 }),
  ],
  [
    'an error among the bindings of a child',
    {},
    (log) => log.child({ err: boom }).info('x'),
    info('x', exception(boom)),
  ],
  [
    "an error's own fields stay under its key, and its type is its class",
    {},
    (log) => log.error(new PaymentError('no')),
    error('no', {
      'exception.type': 'PaymentError',
      'exception.message': 'no',
      'exception.stacktrace': expect.stringMatching(/^Declined: no\n {4}at .*records-errors/),
      'err.code': 'E_PAY',
      'err.response.status': 402,
      'err.response.headers.set-cookie': '[Filtered]',
      'err.response.headers.etag': 'x',
    }),
  ],
  [
    'causes are in the stack, and in the message as pino joins it',
    {},
    (log) => log.error(caused),
    error('boom', {
      'exception.type': 'Error',
      'exception.message': 'boom: middle: root',
      'exception.stacktrace': expect.stringMatching(
        /^Error: boom\n[^]*\ncaused by: Error: middle\n[^]*\ncaused by: TypeError: root\n/,
      ),
    }),
  ],
  [
    'causes that a serializer keeps apart are in the stack as well',
    { serializers: { err: pino.stdSerializers.errWithCause } },
    (log) => log.error(caused),
    error('boom', exception(caused, caused.cause as Error, root)),
  ],
  [
    'the errors of an AggregateError are in the stack',
    {},
    (log) => log.error(aggregate),
    error('both', exception(aggregate, ...(aggregate.errors as Error[]))),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

test.each<Row>([
  [
    'an error under another key arrives when the logger has a serializer for it',
    { serializers: { error: pino.stdSerializers.err } },
    (log) => log.error({ error: boom }, 'failed'),
    error('failed', exception(boom)),
  ],
  [
    'an error under the key of a logger whose errorKey is error',
    { errorKey: 'error' },
    (log) => log.error({ error: boom }),
    error('boom', exception(boom)),
  ],
  [
    'of two errors that under the errorKey is the exception, the other is told under its key',
    { serializers: { other: pino.stdSerializers.err } },
    (log) => log.error({ other: root, err: boom }, 'failed'),
    error('failed', {
      ...exception(boom),
      'other.type': 'TypeError',
      'other.message': 'root',
      'other.stacktrace': root.stack,
      'other.code': 'E_ROOT',
    }),
  ],
  [
    'what is no error under the errorKey is a field',
    {},
    (log) => {
      log.error({ err: 'text' }, 'x')
      log.error({ err: { code: 5 } }, 'x')
      log.error({ err: null }, 'x')
    },
    error('x', { err: 'text' }),
    error('x', { 'err.code': 5 }),
    error('x'),
  ],
  [
    'an object with a message is an error to pino, without a stack',
    {},
    (log) => log.error({ err: { message: 'boom' } }),
    error('boom', {
      'exception.type': 'Object',
      'exception.message': 'boom',
      'exception.stacktrace': 'Object: boom',
    }),
  ],
  [
    'what an own serializer makes of an error are fields',
    { serializers: { err: ({ name, message }: Error) => ({ kind: name, text: message }) } },
    (log) => log.error(boom),
    error('boom', { 'err.kind': 'RangeError', 'err.text': 'boom' }),
  ],
  [
    'an error deeper in the fields, or in a list of them, is lost before it reaches us',
    {},
    (log) => log.error({ cart: { err: boom }, list: [boom] }, 'failed'),
    error('failed', { list: '[{}]' }),
  ],
  [
    'an error that formatters.log has moved is lost as well',
    { formatters: { log: (fields) => ({ moved: fields }) } },
    (log) => log.error(boom),
    error('boom'),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

test('an error under another key is written as {}: the stream reads it from the call, the transport cannot', async () => {
  const { stream, transport } = await recordBoth((log) => log.error({ error: boom }, 'failed'))

  expect(stream).toEqual([error('failed', exception(boom))])
  expect(transport).toEqual([error('failed')])
})
