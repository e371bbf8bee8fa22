import { expect, test } from 'vitest'

import { envelopeText, logOf, sendTo } from './support/envelope-bytes.ts'
import { startRelay, type Rule } from './support/relay.ts'

const seconds = Date.now() / 1000
const traceId = '0AF7651916CD43DD8448EB211C80319C'

/** Fields of a log, the rules they break, and what is stored; undefined where the log is lost. */
const rows: readonly [fields: Record<string, unknown>, rules: Rule[], stored?: object][] = [
  [{}, [], { body: 'up', level: 'info', attributes: {} }],
  [{ timestamp: seconds - 89 * 86_400 }, [], {}],
  [{ timestamp: Math.floor(seconds) }, [], {}],
  [{ timestamp: seconds - 91 * 86_400 }, ['timestamp']],
  [{ timestamp: seconds + 3600 }, ['timestamp'], {}],
  [{ timestamp: undefined }, ['timestamp']],
  [{ timestamp: new Date().toISOString() }, ['timestamp']],
  [{ timestamp: null }, ['timestamp']],
  [{ trace_id: undefined }, ['trace-id']],
  [{ trace_id: '0'.repeat(32) }, ['trace-id']],
  [{ trace_id: 'a'.repeat(31) }, ['trace-id']],
  [{ trace_id: 'g'.repeat(32) }, ['trace-id']],
  [{ trace_id: 'a5bf9c2e-4c4f-4e8b-8d3e-2f6a9c7d1e0b' }, ['trace-id']],
  [{ trace_id: traceId }, ['trace-id'], { traceId: traceId.toLowerCase() }],
  [{ span_id: 'b7ad6b7169203331' }, [], { spanId: 'b7ad6b7169203331' }],
  [{ span_id: '0'.repeat(16) }, ['span-id'], { spanId: undefined }],
  [{ span_id: 'b7ad' }, ['span-id'], { spanId: undefined }],
  [{ span_id: null }, ['span-id'], { spanId: undefined }],
  [{ level: 'warn' }, [], { level: 'warn' }],
  [{ level: 'warning' }, ['level'], { level: 'warning' }],
  [{ level: 'INFO' }, ['level'], { level: 'INFO' }],
  [{ level: 'toString' }, ['level'], {}],
  [{ level: undefined }, ['level']],
  [{ level: 9 }, ['level']],
  [{ body: '' }, [], { body: '' }],
  [{ body: undefined }, ['body-text']],
  [{ body: 5 }, ['body-text']],
  [{ body: null }, ['body-text']],
  [{ severity_number: 9 }, [], { severityNumber: 9 }],
  [{ severity_number: 12 }, [], { severityNumber: 12 }],
  [{ severity_number: 13 }, ['severity-number'], { severityNumber: undefined }],
  [{ severity_number: 8 }, ['severity-number'], {}],
  [{ level: 'trace', severity_number: 0 }, ['severity-number'], {}],
  [{ level: 'trace', severity_number: 1 }, [], { severityNumber: 1 }],
  [{ level: 'fatal', severity_number: 24 }, [], { severityNumber: 24 }],
  [{ level: 'fatal', severity_number: 25 }, ['severity-number'], {}],
  [{ severity_number: 9.5 }, ['severity-number'], {}],
  [{ severity_number: '9' }, ['severity-number'], {}],
  [{ severity_number: null }, ['severity-number'], {}],
  [{ mine: 1 }, ['log-shape'], {}],
  [{ __header: {} }, ['log-shape'], {}],
  [{ attributes: {} }, [], { attributes: {} }],
  [{ attributes: [] }, ['attribute-shape'], { attributes: {} }],
  [{ attributes: null }, ['attribute-shape'], { attributes: {} }],
  [{ timestamp: undefined, level: 'loud' }, ['timestamp', 'level']],
]

test.each(rows.map(([fields, rules, stored]) => ({ fields, rules, stored })))(
  '$fields breaks $rules and leaves $stored',
  async ({ fields, rules, stored }) => {
    await using relay = await startRelay()

    const response = await sendTo(relay, envelopeText({ logs: [logOf(fields), logOf()] }))

    expect(relay.problems.map(({ rule }) => rule)).toEqual(rules)
    expect(response.status).toBe(200)
    expect(relay.logs).toHaveLength(stored === undefined ? 1 : 2)
    for (const [name, value] of Object.entries(stored ?? {}))
      expect(Reflect.get(relay.logs[0] ?? {}, name)).toEqual(value)
  },
)

test('a severity number with a fraction of zero is none', async () => {
  await using relay = await startRelay()
  const text = envelopeText({
    logs: [logOf({ severity_number: 9 })],
    itemHeader: { length: undefined },
  })

  await sendTo(relay, text.replace('_number":9', '_number":9.0'))

  expect(relay.problems).toEqual([
    { rule: 'severity-number', detail: 'severity_number is "9.0" of level "info"' },
  ])
})

test('a log larger than a log may be is lost, its neighbour is not', async () => {
  await using relay = await startRelay()
  const large = logOf({ body: 'x'.repeat(1024 * 1024 + 1) })

  await sendTo(relay, envelopeText({ logs: [large, logOf()] }))

  expect(relay.problems).toEqual([{ rule: 'log-size', detail: 'log of 1048577 bytes' }])
  expect(relay.logs).toMatchObject([{ body: 'up' }])
})
