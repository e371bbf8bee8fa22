import { expect, test } from 'vitest'
import { info, useRecords, type Stored } from './support/records.ts'

const { record } = useRecords()

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'
const decimalSpanId = String(BigInt(`0x${spanId}`))

const inTrace = (
  attributes: Stored['attributes'] = {},
  span: string | undefined = spanId,
): Stored => ({
  ...info('x', attributes),
  trace: { traceId, spanId: span },
})

test.each<[title: string, fields: object, stored: Stored]>([
  [
    'trace_id, span_id and trace_flags of OpenTelemetry link the line and are no attributes',
    { trace_id: traceId, span_id: spanId, trace_flags: '01', a: 1 },
    inTrace({ a: 1 }),
  ],
  [
    'ids in capitals are the same ids',
    { trace_id: traceId.toUpperCase(), span_id: spanId.toUpperCase() },
    inTrace(),
  ],
  [
    'a trace_id alone links without a span',
    { trace_id: traceId },
    { ...info('x'), trace: { traceId, spanId: undefined } },
  ],
  [
    'a span_id that is none is left out',
    { trace_id: traceId, span_id: 'x' },
    { ...info('x'), trace: { traceId, spanId: undefined } },
  ],
  ['traceparent', { traceparent: `00-${traceId}-${spanId}-01` }, inTrace()],
  ['sentry-trace', { 'sentry-trace': `${traceId}-${spanId}-1` }, inTrace()],
  [
    'the trace of Datadog',
    { dd: { trace_id: traceId, span_id: decimalSpanId, service: 'shop' } },
    inTrace({ 'dd.service': 'shop' }),
  ],
  [
    'the trace of Datadog under flat names',
    { 'dd.trace_id': traceId, 'dd.span_id': decimalSpanId },
    inTrace(),
  ],
  [
    'the decimal trace id of Datadog is padded',
    { dd: { trace_id: '1234567890123456789', span_id: decimalSpanId } },
    { ...info('x'), trace: { traceId: '0000000000000000112210f47de98115', spanId } },
  ],
  [
    'the trace of Google Cloud',
    {
      'logging.googleapis.com/trace': `projects/shop/traces/${traceId}`,
      'logging.googleapis.com/spanId': spanId,
      'logging.googleapis.com/trace_sampled': true,
    },
    inTrace(),
  ],
  [
    'ids that are none are attributes',
    { trace_id: 'a', span_id: 5, traceparent: 'b', 'sentry-trace': 'c', dd: { trace_id: '-' } },
    info('x', {
      trace_id: 'a',
      span_id: 5,
      traceparent: 'b',
      'sentry-trace': 'c',
      'dd.trace_id': '-',
    }),
  ],
  [
    'ids of nothing but zeros are attributes',
    { trace_id: '0'.repeat(32), span_id: '0'.repeat(16) },
    info('x', { trace_id: '0'.repeat(32), span_id: '0'.repeat(16) }),
  ],
  [
    'ids deeper in the fields are attributes',
    { upstream: { trace_id: traceId } },
    info('x', { 'upstream.trace_id': traceId }),
  ],
])('%s', async (_title, fields, stored) => {
  expect(await record((log) => log.info(fields, 'x'))).toEqual([stored])
})

test('a trace among the bindings of a child or from a mixin links the line', async () => {
  const fields = { trace_id: traceId, span_id: spanId }

  expect(await record((log) => log.child(fields).info('x'))).toEqual([inTrace()])
  expect(await record((log) => log.info('x'), { mixin: () => ({ ...fields }) })).toEqual([
    inTrace(),
  ])
})
