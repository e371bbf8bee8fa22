import { expect, test } from 'vitest'

import {
  containerText,
  envelopeText,
  logItem,
  logOf,
  reportItem,
} from './support/envelope-bytes.ts'
import { startRelay } from './support/relay.ts'
import { sendEnvelope, withoutQuirks } from './support/sentry-cli.ts'

const withLog = (fields: Record<string, unknown>): string => envelopeText({ logs: [logOf(fields)] })
const withAttribute = (value: unknown, type: string): string =>
  withLog({ attributes: { it: { value, type } } })

test.each([
  ['a log', withLog({})],
  ['a hundred logs', envelopeText({ logs: Array.from({ length: 100 }, () => logOf()) })],
  ['a severity number', withLog({ severity_number: 11 })],
  ['text beyond ASCII', withLog({ body: 'Grüße 😀 \u2028 \u0000 "\\' })],
  ['a string', withAttribute('a', 'string')],
  ['a boolean', withAttribute(false, 'boolean')],
  ['an integer', withAttribute(5, 'integer')],
  ['a double', withAttribute(5.5, 'double')],
  ['the name of the SDK', envelopeText({ header: { sdk: { name: 'test', version: '1.0' } } })],
])('sentry-cli takes %s', async (_what, text) => {
  await using relay = await startRelay()

  expect(await sendEnvelope(text, relay.dsn)).toMatchObject({ exitCode: 0 })

  expect(relay.envelopes).toMatchObject([{ outcome: { status: 200 } }])
  expect(relay.logs.length).toBeGreaterThan(0)
})

test.each([
  ['an unknown level', withLog({ level: 'warning' }), 'unknown variant `warning`'],
  ['a log without a body', withLog({ body: undefined }), 'missing field `body`'],
  ['a trace_id that is no hex', withLog({ trace_id: 'x' }), 'Odd number of digits'],
  ['text as an integer', withAttribute('5', 'integer'), 'value is not an integer'],
  ['a float as an integer', withAttribute(1e21, 'integer'), 'value is not an integer'],
  ['an unknown type', withAttribute({}, 'object'), 'expected type to be'],
  ['a wrong length', envelopeText({ itemHeader: { length: 3 } }), 'missing newline'],
  ['a line after the end', `${envelopeText()}\n`, 'unexpected end of file'],
  [
    'half a surrogate pair',
    `{}\n${logItem(containerText().replace('up', String.raw`\ud800`))}`,
    'unexpected end of hex escape',
  ],
])('sentry-cli refuses %s', async (_what, text, message) => {
  await using relay = await startRelay()

  const { exitCode, output } = await sendEnvelope(text, relay.dsn)

  expect(exitCode).toBe(1)
  expect(output).toContain(message)
  expect(relay.envelopes).toEqual([])
})

test.each([
  ['an array', ['a'], 'array', '["a"]', 'string'],
  ['a double that looks like an integer', 5, 'double', 5, 'integer'],
  ['a double beyond the integers of Sentry', 2 ** 63, 'double', '9223372036854776000', 'string'],
])('sentry-cli refuses %s, which Sentry takes, until it is rewritten', async (...row) => {
  await using relay = await startRelay()
  const [, value, type, rewrittenValue, rewrittenType] = row
  const text = withAttribute(value, type)

  const refused = await sendEnvelope(text, relay.dsn)
  const taken = await sendEnvelope(withoutQuirks(Buffer.from(text)), relay.dsn)

  expect(refused.exitCode).toBe(1)
  expect(taken.exitCode).toBe(0)
  expect(relay.logs).toMatchObject([
    { attributes: { it: rewrittenValue }, types: { it: rewrittenType } },
  ])
})

test.each([
  ['a plain log', `${envelopeText()}${reportItem({ discarded_events: [] })}`],
  ['a double that is one', withAttribute(1e21, 'double')],
  ['a double with more digits than any integer', withAttribute(1e20, 'double')],
  ['text that looks like an attribute', withLog({ body: '{"value":5,"type":"double"}' })],
])('%s is not rewritten', (_what, text) => {
  expect(withoutQuirks(Buffer.from(text))).toBe(text)
})
