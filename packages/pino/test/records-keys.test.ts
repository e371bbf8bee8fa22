import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import {
  absent,
  error,
  exception,
  info,
  useRecords,
  type Row,
  type Stored,
} from './support/records.ts'

const { record } = useRecords()

const boom = new RangeError('boom')
const coded = Object.assign(new RangeError('boom'), { code: 'E1' })

test.each<Row>([
  [
    'name, pid and hostname have their conventional names',
    { name: 'shop', base: { pid: 7, hostname: 'web-1', app: 'shop' } },
    (log) => log.info('x'),
    info('x', { 'logger.name': 'shop', 'process.pid': 7, 'server.address': 'web-1', app: 'shop' }),
  ],
  [
    'without base there is no pid and no name, as pino leaves both out, and the host is ours',
    { base: null, name: 'shop' },
    (log) => log.info('x'),
    info('x', { 'process.pid': absent }),
  ],
  [
    'the serverName option wins over the host that the logger wrote',
    { base: { pid: process.pid, hostname: 'web-1' }, sentry: { serverName: 'shop-1' } },
    (log) => log.info('x'),
    info('x', { 'server.address': 'shop-1' }),
  ],
  [
    'fields of these names with values of another kind are those of the application',
    { base: null },
    (log) => log.info({ pid: 'a', hostname: 7, name: { first: 'Ada' } }, 'x'),
    info('x', { 'process.pid': absent, pid: 'a', hostname: 7, 'name.first': 'Ada' }),
  ],
  [
    'a field that has the conventional name stays beside the short one',
    {},
    (log) => log.info({ name: 'a', 'logger.name': 'b' }, 'x'),
    info('x', { name: 'a', 'logger.name': 'b' }),
  ],
  [
    'what formatters.bindings makes of base and bindings are attributes',
    { formatters: { bindings: (bindings) => ({ node: bindings }) } },
    (log) => log.child({ a: 1 }).info('x'),
    info('x', {
      'process.pid': absent,
      'node.pid': process.pid,
      'node.hostname': hostname(),
      a: 1,
    }),
  ],
  [
    'lines that end with crlf arrive as others do',
    { crlf: true },
    (log) => {
      log.info({ a: 1 }, 'x')
      log.info('y')
    },
    info('x', { a: 1 }),
    info('y'),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

test.each<Row>([
  [
    'messageKey is followed, and msg is a plain field then',
    { messageKey: 'message' },
    (log) => log.info({ msg: 'field' }, 'x'),
    info('x', { msg: 'field' }),
  ],
  [
    'a field named message is an attribute of a logger with the default messageKey',
    {},
    (log) => {
      log.info({ message: 'field' })
      log.info({ message: 'field' }, 'x')
    },
    info('', { message: 'field' }),
    info('x', { message: 'field' }),
  ],
  [
    'errorKey is followed',
    { errorKey: 'failure' },
    (log) => {
      log.error(boom)
      log.error({ failure: boom, err: 'text' }, 'x')
    },
    error('boom', exception(boom)),
    error('x', { ...exception(boom), err: 'text' }),
  ],
  [
    'an error under err is found beside another errorKey, because pino serializes it there, too',
    { errorKey: 'failure' },
    (log) => log.error({ err: boom }, 'x'),
    error('x', exception(boom)),
  ],
  [
    'prefixes of a logger and its children are part of the body',
    { msgPrefix: '[shop] ' },
    (log) => {
      log.child({}, { msgPrefix: '[cart] ' }).info('%s is %d', 'x', 2)
      log.info({ a: 1 })
    },
    info('[shop] [cart] x is 2'),
    info('', { a: 1 }),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

const nestedKey = 'payload'
const trace = { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) }
const inTrace: Pick<Stored, 'trace'> = {
  trace: { traceId: trace.trace_id, spanId: trace.span_id },
}

test.each<Row>([
  [
    'under nestedKey are the fields of the call; message and bindings stay at the top',
    { nestedKey, sentry: { nestedKey } },
    (log) => {
      log.child({ a: 1 }).info({ b: 2, level: 'gold', time: 'noon', msg: 'own' }, 'x')
      log.info({ payload: 5 }, 'x')
    },
    info('x', {
      a: 1,
      'payload.b': 2,
      'payload.level': 'gold',
      'payload.time': 'noon',
      'payload.msg': 'own',
    }),
    info('x', { 'payload.payload': 5 }),
  ],
  [
    'the error and the trace under nestedKey are found',
    { nestedKey, sentry: { nestedKey } },
    (log) => {
      log.error({ ...trace, err: boom, a: 1 })
      log.error(boom, 'failed')
    },
    { ...error('boom', { ...exception(boom), 'payload.a': 1 }), ...inTrace },
    error('failed', exception(boom)),
  ],
  [
    'what a mixin adds lies under nestedKey, and is found there',
    { nestedKey, mixin: () => ({ ...trace, b: 2 }), sentry: { nestedKey } },
    (log) => log.info({ a: 1 }, 'x'),
    { ...info('x', { 'payload.a': 1, 'payload.b': 2 }), ...inTrace },
  ],
  [
    'a nestedKey that the options do not name is a field: its error is found, its trace is not',
    { nestedKey },
    (log) => log.error({ ...trace, err: boom, a: 1 }),
    error('boom', {
      ...exception(boom),
      'payload.a': 1,
      'payload.trace_id': trace.trace_id,
      'payload.span_id': trace.span_id,
    }),
  ],
  [
    "an error's own fields under nestedKey keep their whole name",
    { nestedKey, sentry: { nestedKey } },
    (log) => log.error(coded),
    error('boom', { ...exception(coded), 'payload.err.code': 'E1' }),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})
