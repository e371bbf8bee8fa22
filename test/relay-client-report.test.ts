import { expect, test } from 'vitest'

import { envelopeText, reportItem, sendTo } from './support/envelope-bytes.ts'
import { startRelay } from './support/relay.ts'

const entry = (reason: unknown, category: unknown, quantity: unknown): object => ({
  reason,
  category,
  quantity,
})
const pair = (reason: string): object[] => [
  entry(reason, 'log_item', 2),
  entry(reason, 'log_byte', 400),
]

/** A report and what is wrong with it; nothing where it is good. */
const rows: readonly [report: unknown, details: string[]][] = [
  [{ timestamp: 1785578460.5, discarded_events: pair('queue_overflow') }, []],
  [{ timestamp: '2026-08-01T10:00:00Z', discarded_events: pair('send_error') }, []],
  [{ discarded_events: [...pair('send_error'), ...pair('before_send')] }, []],
  [{ discarded_events: [entry('sample_rate', 'transaction', 1)] }, []],
  [
    { discarded_events: pair('rate_limited') },
    ['reason is "rate_limited"', 'reason is "rate_limited"'],
  ],
  [
    { discarded_events: [entry('send_error', 'log_item', 1)] },
    ['log_item send_error without log_byte'],
  ],
  [
    { discarded_events: [entry('send_error', 'log_byte', 1)] },
    ['log_byte send_error without log_item'],
  ],
  [
    { discarded_events: [...pair('send_error'), entry('send_error', 'log_item', 1)] },
    ['log_item send_error twice'],
  ],
  [
    { discarded_events: [entry('send_error', 'internal', 1)] },
    ['the loss of a client report was reported'],
  ],
  [{ discarded_events: [entry('send_error', 'error', 0)] }, ['quantity is "0"']],
  [{ discarded_events: [entry('send_error', 'error', 1.5)] }, ['quantity is "1.5"']],
  [
    { discarded_events: [entry('send_error', 'error', '1')] },
    ['entry is {"reason":"send_error","category":"error","quantity":"1"}'],
  ],
  [
    { discarded_events: [{ reason: 'send_error', category: 'error' }] },
    ['entry is {"reason":"send_error","category":"error"}'],
  ],
  [
    { discarded_events: [{ ...entry('send_error', 'error', 1), more: 1 }] },
    ['entry is {"reason":"send_error","category":"error","quantity":1,"more":1}'],
  ],
  [{ discarded_events: [] }, ['discarded_events is []']],
  [{}, ['discarded_events is undefined']],
  [{ discarded_events: {} }, ['discarded_events is {}']],
  [{ timestamp: 'soon', discarded_events: pair('send_error') }, ['timestamp is "soon"']],
  [{ mine: 1, discarded_events: pair('send_error') }, ['report has mine']],
  ['report', ['report is "report"']],
]

test.each(rows)('%j is noted with %j', async (report, details) => {
  await using relay = await startRelay()

  const response = await sendTo(relay, `{}\n${reportItem(report)}`)

  expect(response.status).toBe(200)
  expect(relay.problems).toEqual(details.map((detail) => ({ rule: 'client-report', detail })))
})

test.each([
  ['{"discarded_events":', /^SyntaxError/],
  [String.raw`{"timestamp":"\ud800"}`, /lone surrogate/],
])('a report %s cannot be read', async (payload, detail) => {
  await using relay = await startRelay()

  await sendTo(relay, `{}\n{"type":"client_report","length":${payload.length}}\n${payload}\n`)

  expect(relay.problems).toEqual([{ rule: 'client-report', detail: expect.stringMatching(detail) }])
  expect(relay.reports).toEqual([])
})

test('a report may stand beside logs', async () => {
  await using relay = await startRelay()

  await sendTo(relay, `${envelopeText()}${reportItem({ discarded_events: pair('before_send') })}`)

  expect(relay.problems).toEqual([])
  expect(relay.logs).toHaveLength(1)
  expect(relay.reports).toHaveLength(1)
})

test('a report larger than 4 KiB is noted, one larger than 100 KiB refused', async () => {
  await using relay = await startRelay()
  const report = reportItem({ timestamp: 1, discarded_events: pair('send_error') })
  const padded = (bytes: number): string => `{}\n${report.replace(':1', `:1${' '.repeat(bytes)}`)}`

  expect((await sendTo(relay, padded(5000))).status).toBe(200)
  expect((await sendTo(relay, padded(102_400))).status).toBe(413)

  expect(relay.reports).toHaveLength(1)
  expect(new Set(relay.problems.map(({ rule }) => rule))).toEqual(new Set(['client-report']))
})
