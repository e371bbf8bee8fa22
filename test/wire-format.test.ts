import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'

import {
  type Client,
  close,
  createClient,
  init,
  logger,
  withScope,
} from '../packages/core/src/index.ts'
import { anyValue } from './support/any-value.ts'
import { type Relay, type StoredLog, startRelay } from './support/relay.ts'
import { sendEnvelope, withoutQuirks } from './support/sentry-cli.ts'

let relay: Relay

beforeEach(async () => {
  relay = await startRelay()
})

afterEach(async () => {
  await close()
  await relay.close()
})

/** What both receivers tell of a log. sentry-cli's types know no span, and not every value keeps its type there. */
function common({
  timestamp,
  traceId,
  level,
  severityNumber,
  body,
  attributes,
}: StoredLog): object {
  const texts = Object.entries(attributes).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return { timestamp, traceId, level, severityNumber, body, attributes: new Map(texts) }
}

/** Has sentry-cli read what `relay` received, and gives the logs that it understood. */
async function readBySentry(): Promise<StoredLog[]> {
  await using second = await startRelay()
  for (const { bytes, logs } of relay.envelopes) {
    if (logs.length === 0) continue
    const outcome = await sendEnvelope(withoutQuirks(bytes), second.dsn)
    expect(outcome).toMatchObject({ exitCode: 0 })
  }
  return second.logs
}

const values: Record<string, unknown> = {
  text: 'Grüße 😀 \u2028 \u0000 "quoted" \\ \r\n',
  'näme 😀 "\\': 'in a name',
  empty: '',
  half: 'a\ud800b',
  '\udc00': 'half a pair in a name',
  yes: true,
  zero: 0,
  minusZero: -0,
  negative: -5,
  safe: Number.MAX_SAFE_INTEGER,
  unsafe: 2 ** 60,
  beyond: 2 ** 63,
  huge: 1e21,
  hugest: Number.MAX_VALUE,
  tiny: 5e-324,
  fraction: 0.1 + 0.2,
  notANumber: NaN,
  infinite: -Infinity,
  big: 2n ** 70n,
  small: 7n,
  nothing: null,
  missing: undefined,
  symbol: Symbol('s'),
  callback: () => 1,
  date: new Date(0),
  wrongDate: new Date(NaN),
  pattern: /a/g,
  map: new Map([['a', 1]]),
  set: new Set([1]),
  bytes: Buffer.from('bytes'),
  view: new Float64Array([1.5]),
  nested: { deep: { deeper: [1, 'two', { three: 3 }] }, value: 5, type: 'integer' },
  arrayOfText: ['a', 'b\udfff'],
  arrayOfNumbers: [1, 2.5],
  arrayOfFlags: [true, false],
  arrayEmpty: [],
  mixed: ['a', 1, null],
  err: Object.assign(new TypeError('broken', { cause: new Error('why') }), { code: 'E1' }),
  password: 'hunter2',
  ['__proto__']: 'own',
  constructor: 'own',
  toString: 'own',
  'sentry.origin': 'spoofed!',
}

const scenarios: Record<string, (client: Client) => void> = {
  'every severity number': (client) => {
    for (let level = 1; level <= 24; level += 1) client.capture({ level, body: `number ${level}` })
  },
  'every method of the logger': () => {
    for (const level of ['trace', 'debug', 'info', 'warn', 'warning', 'error', 'fatal'] as const)
      logger[level](`at ${level}`)
  },
  'values of every kind': (client) => {
    client.capture({ level: 'info', body: 'values', attributes: values })
  },
  'texts of every kind as bodies': (client) => {
    for (const body of ['', ' ', 'Grüße 😀', '\ud800', '\u0000', '\u2028', '{"a":1}\n', '%s {x}'])
      client.capture({ level: 'info', body })
  },
  'templates with parameters': () => {
    logger.info('Order {order_id} costs {price:.2f}', { order_id: 'or_1', price: 9.5 })
    logger.warn(logger.fmt`User ${1} bought ${['a', 1]} for ${null}`)
    logger.error('no parameters {here}', { attributes: { 'payment.provider': 'stripe' } })
  },
  'a scope, a trace and a span': (client) => {
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    withScope(() => {
      client.capture({ level: 'info', body: 'given', traceId, spanId: 'b7ad6b7169203331' })
      client.capture({ level: 'info', body: 'bad', traceId: '0', spanId: 'x' })
      client.capture({ level: 'info', body: 'found', attributes: { trace_id: traceId } })
    })
  },
  'more logs than one envelope holds': (client) => {
    for (let line = 0; line < 250; line += 1)
      client.capture({ level: 'info', body: `line ${line}`, attributes: { line } })
  },
  'logs that are too large': (client) => {
    for (let line = 0; line < 3; line += 1)
      client.capture({
        level: 'error',
        body: '😀'.repeat(400_000),
        attributes: { text: 'ü'.repeat(1e6) },
      })
  },
  'times of every kind': (client) => {
    const now = Date.now()
    for (const time of [now, now + 0.125, now - 86_400_000, NaN, Infinity])
      client.capture({ level: 'info', body: 'time', time })
  },
}

test.each(Object.entries(scenarios))(
  '%s: every envelope is taken by both receivers',
  async (_, run) => {
    const client = init({ ...relay.options, release: '1.2.3' })
    run(client)

    expect(await client.flush(10_000)).toBe(true)

    expect(client.stats).toMatchObject({ delivered: client.stats.captured, dropped: {}, queued: 0 })
    expect(relay.problems).toEqual([])
    expect(relay.logs).toHaveLength(client.stats.captured)
    expect((await readBySentry()).map(common)).toEqual(relay.logs.map(common))
  },
)

test('the bytes of lost logs are reported as Sentry bills them', async () => {
  const client = createClient({ ...relay.options })
  relay.behave({ status: 404, when: ({ logs }) => logs.length > 0 })
  client.capture({ level: 'info', body: 'Grüße 😀', attributes: values })
  client.capture({ level: 'info', body: '' })

  expect(await client.close(9000)).toBe(true)

  const refused = relay.envelopes.flatMap(({ logs }) => logs)
  const bytes = refused.reduce((sum, log) => sum + log.billedBytes, 0)
  expect(relay.reports.map((report) => report.discarded_events)).toEqual([
    [
      { reason: 'send_error', category: 'log_item', quantity: 2 },
      { reason: 'send_error', category: 'log_byte', quantity: bytes },
    ],
  ])
  expect(relay.problems).toEqual([])
})

test('whatever is logged, every rule is kept and every log arrives', async () => {
  const client = createClient({ ...relay.options, compression: 'gzip' })
  const name = fc.string({ unit: 'binary' })
  const input = fc.record({
    level: fc.integer({ min: 1, max: 24 }),
    body: name,
    attributes: fc.dictionary(name, anyValue),
  })

  fc.assert(
    fc.property(input, (one) => client.capture(one)),
    { numRuns: 1000 },
  )
  expect(await client.close(9000)).toBe(true)

  expect(relay.problems).toEqual([])
  expect(relay.logs).toHaveLength(client.stats.captured)
  expect(relay.reports).toEqual([])
})
