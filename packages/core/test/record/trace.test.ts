import { describe, expect, it } from 'vitest'
import {
  findEnvironmentTraceId,
  findRecordTrace,
  randomTraceId,
  toSpanId,
  toTraceId,
} from '../../src/record/trace.ts'

const trace = '0af7651916cd43dd8448eb211c80319c'
const span = 'b7ad6b7169203331'

describe('a record', () => {
  it.each([
    ['trace_id and span_id', { trace_id: trace, span_id: span }, span],
    ['trace_id in capitals', { trace_id: trace.toUpperCase(), span_id: span.toUpperCase() }, span],
    ['trace_id alone', { trace_id: trace }, undefined],
    [
      'trace_id with a span_id that is none',
      { trace_id: trace, span_id: '0'.repeat(16) },
      undefined,
    ],
    ['traceparent', { traceparent: `00-${trace}-${span}-01` }, span],
    ['sentry-trace', { 'sentry-trace': `${trace}-${span}-1` }, span],
    ['sentry-trace without a decision', { 'sentry-trace': `${trace}-${span}` }, span],
    ['dd.trace_id in hex', { 'dd.trace_id': trace, 'dd.span_id': '13235353014750950193' }, span],
    ['nested dd.trace_id', { dd: { trace_id: trace, span_id: '13235353014750950193' } }, span],
    [
      'the trace of Google Cloud',
      {
        'logging.googleapis.com/trace': `projects/shop/traces/${trace}`,
        'logging.googleapis.com/spanId': span,
      },
      span,
    ],
  ])('with %s is in that trace', (_name, fields, spanId) => {
    expect(findRecordTrace(fields)).toMatchObject({ traceId: trace, spanId })
  })

  it('with a decimal dd.trace_id is in the trace padded to 128 bits', () => {
    const found = findRecordTrace({ 'dd.trace_id': '1234567890123456789' })

    expect(found?.traceId).toBe('0000000000000000112210f47de98115')
  })

  it.each([
    ['nothing', {}],
    ['another text', { trace_id: 'abc', traceparent: 'x', 'sentry-trace': '', 'dd.trace_id': '-' }],
    ['zeros', { trace_id: '0'.repeat(32), traceparent: `00-${'0'.repeat(32)}-${span}-01` }],
    ['no text', { trace_id: 5, dd: null }],
  ])('with %s in its fields is in no trace', (_name, fields) => {
    expect(findRecordTrace(fields)).toBeUndefined()
  })

  it('names the fields that said it', () => {
    expect(findRecordTrace({ trace_id: trace })?.fields).toContain('trace_flags')
    expect(findRecordTrace({ dd: { trace_id: trace } })?.fields).toContain('dd.trace_id')
  })
})

describe('the environment', () => {
  it('gives the trace of SENTRY_TRACE, then of TRACEPARENT', () => {
    const other = '1'.repeat(32)
    const env = { SENTRY_TRACE: `${trace}-${span}-1`, TRACEPARENT: `00-${other}-${span}-01` }

    expect(findEnvironmentTraceId(env)).toBe(trace)
    expect(findEnvironmentTraceId({ TRACEPARENT: env.TRACEPARENT })).toBe(other)
  })

  it('gives none where nothing is set or it cannot be read', () => {
    expect(findEnvironmentTraceId({})).toBeUndefined()
    expect(findEnvironmentTraceId({ SENTRY_TRACE: 'x', TRACEPARENT: 'y' })).toBeUndefined()
  })
})

it('a random trace id is a trace id, and another one each time', () => {
  expect(toTraceId(randomTraceId())).toBeDefined()
  expect(randomTraceId()).not.toBe(randomTraceId())
})

it('a span id has 16 hex digits that are not all zero', () => {
  expect(toSpanId(span)).toBe(span)
  for (const value of ['0'.repeat(16), 'xyz', span.slice(1), 7, null]) {
    expect(toSpanId(value)).toBeUndefined()
  }
})
