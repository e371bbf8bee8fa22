import { describe, expect, it } from 'vitest'
import { applyBeforeSend } from '../../src/record/before-send.ts'
import type { Draft } from '../../src/record/draft.ts'
import type { Log } from '../../src/log.ts'
import { createDraft } from '../support/draft.ts'

const draft = createDraft({ attributes: { port: 8080 } })

const apply = (change: (log: Log) => unknown, before: Draft = draft): Draft | null =>
  applyBeforeSend((log) => change(log) as Log, before, {})

it('a hook sees exactly the keys of the documentation', () => {
  let seen: Log | undefined
  apply((log) => (seen = log))

  expect(seen).toEqual({
    severity_text: 'info',
    severity_number: 9,
    body: 'up',
    attributes: { port: 8080 },
    time_unix_nano: 1_785_578_400_125_000_000n,
    trace_id: '0af7651916cd43dd8448eb211c80319c',
  })
})

it('a hook sees span_id where a span was active', () => {
  let seen: Log | undefined
  apply((log) => (seen = log), { ...draft, spanId: 'b7ad6b7169203331' })

  expect(seen?.span_id).toBe('b7ad6b7169203331')
})

it('a hook that returns the log as it got it changes nothing', () => {
  const fractional = { ...draft, time: 1_785_578_400_125.123, spanId: 'b7ad6b7169203331' }

  expect(apply((log) => log, fractional)).toEqual(fractional)
})

it('null drops the log', () => {
  expect(apply(() => null)).toBeNull()
})

it('what a hook changes is taken over', () => {
  const changed = apply((log) => ({
    ...log,
    body: 'down',
    attributes: { port: 9090 },
    time_unix_nano: log.time_unix_nano + 2_500_000n,
    trace_id: '1'.repeat(32),
    span_id: '2'.repeat(16),
  }))

  expect(changed).toEqual({
    ...draft,
    body: 'down',
    attributes: { port: 9090 },
    time: 1_785_578_400_127.5,
    traceId: '1'.repeat(32),
    spanId: '2'.repeat(16),
  })
})

describe('the severity of a returned log', () => {
  it.each([
    ['the text was changed', { severity_text: 'error' }, 17],
    ['the number was changed', { severity_number: 22 }, 22],
    ['both were changed and agree', { severity_text: 'warn', severity_number: 15 }, 15],
    ['both were changed and disagree', { severity_text: 'warn', severity_number: 3 }, 13],
  ] as const)('is right when %s', (_case, change, expected) => {
    expect(apply((log) => ({ ...log, ...change }))?.severityNumber).toBe(expected)
  })
})

it.each([
  ['undefined', () => undefined],
  ['true', () => true],
  ['a promise', async (log: Log) => Promise.resolve(log)],
  ['a log without a body', (log: Log) => ({ ...log, body: undefined })],
  ['a log whose body is no text', (log: Log) => ({ ...log, body: 5 })],
  ['a log without attributes', (log: Log) => ({ ...log, attributes: null })],
  ['a log whose time is a number', (log: Log) => ({ ...log, time_unix_nano: 5 })],
  ['a log without a trace', (log: Log) => ({ ...log, trace_id: '0'.repeat(32) })],
  ['a log of a severity unknown', (log: Log) => ({ ...log, severity_text: 'warning' })],
  ['a log of severity number 25', (log: Log) => ({ ...log, severity_number: 25 })],
  ['a log of severity number 9.5', (log: Log) => ({ ...log, severity_number: 9.5 })],
])('%s in place of a log is an error', (_name, change) => {
  expect(() => apply(change)).toThrow(TypeError)
})
