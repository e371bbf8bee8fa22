import { removeAttribute, setAttributes, setUser, withScope } from '@logs-to-sentry/core'
import { expect, test } from 'vitest'
import { info, useRecords, type Log } from './support/records.ts'

const { stored } = useRecords()

const traceId = 'a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5'
const spanId = 'a1b2c3d4e5f60718'

test.each<[string, Record<string, unknown>, string, Record<string, unknown>?]>([
  [
    'OpenTelemetry',
    { trace_id: traceId, span_id: spanId, trace_flags: '01' },
    `${traceId}-${spanId}`,
  ],
  ['OpenTelemetry, no span', { trace_id: traceId }, traceId],
  ['traceparent', { traceparent: `00-${traceId}-${spanId}-01` }, `${traceId}-${spanId}`],
  ['sentry-trace', { 'sentry-trace': `${traceId}-${spanId}-1` }, `${traceId}-${spanId}`],
  [
    'Datadog, nested',
    { dd: { trace_id: traceId, span_id: '255', service: 'shop' } },
    `${traceId}-00000000000000ff`,
    { 'dd.service': 'shop' },
  ],
  [
    'Datadog, flat and decimal',
    { 'dd.trace_id': '255', 'dd.span_id': '16' },
    '000000000000000000000000000000ff-0000000000000010',
  ],
])('the trace that a record names is that of the log: %s', async (_who, fields, trace, rest) => {
  const expected = { ...info('hi', rest), trace }

  expect(await stored((logger) => logger.info(fields, 'hi'))).toStrictEqual([expected])
  expect(await stored((logger) => logger.child(fields).info('hi'))).toStrictEqual([expected])
})

test('a trace id that is none stays an attribute', async () => {
  expect(await stored((logger) => logger.info({ trace_id: 'r1' }, 'hi'))).toStrictEqual([
    info('hi', { trace_id: 'r1' }),
  ])
})

test('lines that name no trace are of the trace that the process was started in', async () => {
  // What is stored without a trace here has that of SENTRY_TRACE.
  expect(await stored((logger) => logger.info('hi'))).toStrictEqual([info('hi')])
})

test('a line has user and attributes of the scope that it is logged in, also after an await', async () => {
  const log: Log = async (logger) => {
    const serve = (id: string): Promise<void> =>
      withScope(async () => {
        setUser({ id, email: `${id}@shop.example` })
        setAttributes({ request: { id } })
        logger.info('start')
        await Promise.resolve()
        logger.child({ component: 'cart' }).info('end')
        removeAttribute('request')
        logger.info('late')
      })
    await Promise.all([serve('u1'), serve('u2')])
    logger.info('outside')
  }
  const user = (id: string): Record<string, unknown> => ({
    'user.id': id,
    'user.email': `${id}@shop.example`,
  })
  const scoped = (id: string): Record<string, unknown> => ({ ...user(id), 'request.id': id })

  expect(await stored(log)).toStrictEqual([
    info('start', scoped('u1')),
    info('start', scoped('u2')),
    info('end', { ...scoped('u1'), component: 'cart' }),
    info('late', user('u1')),
    info('end', { ...scoped('u2'), component: 'cart' }),
    info('late', user('u2')),
    info('outside'),
  ])
})

test('a field of the record wins over one of the scope', async () => {
  const log: Log = (logger) =>
    withScope(() => {
      setUser({ id: 'u1' })
      setAttributes({ region: 'eu', zone: 'a' })
      logger.info({ region: 'us', user: { id: 'u2' } }, 'hi')
    })

  expect(await stored(log)).toStrictEqual([
    info('hi', { region: 'us', 'user.id': 'u2', zone: 'a' }),
  ])
})
