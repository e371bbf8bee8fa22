import { expect, test } from 'vitest'

import { envelopeText, logOf, sendTo } from './support/envelope-bytes.ts'
import { startRelay, type Rule } from './support/relay.ts'

/** The JSON of one attribute, the rules it breaks, and the value that is stored; undefined where Relay removes it. */
const rows: readonly [json: string, rules: Rule[], value?: unknown][] = [
  ['{"value":"a","type":"string"}', [], 'a'],
  ['{"value":"","type":"string"}', [], ''],
  ['{"value":true,"type":"boolean"}', [], true],
  ['{"value":5,"type":"integer"}', [], 5],
  ['{"value":0,"type":"integer"}', [], 0],
  ['{"value":-5,"type":"integer"}', [], -5],
  ['{"value":9223372036854775807,"type":"integer"}', [], 2 ** 63],
  ['{"value":-9223372036854775808,"type":"integer"}', [], -(2 ** 63)],
  ['{"value":5,"type":"double"}', [], 5],
  ['{"value":5.5,"type":"double"}', [], 5.5],
  ['{"value":1e21,"type":"double"}', [], 1e21],
  ['{"value":["a","b"],"type":"array"}', [], ['a', 'b']],
  ['{"value":[1,2.5],"type":"array"}', [], [1, 2.5]],
  ['{"value":[true,false],"type":"array"}', [], [true, false]],
  ['{"value":["a",null],"type":"array"}', [], ['a', null]],
  ['{"value":[],"type":"array"}', [], []],
  ['{"value":5,"type":"integer","unit":"second"}', [], 5],
  ['{"value":5.0,"type":"integer"}', ['attribute-value']],
  ['{"value":1e21,"type":"integer"}', ['attribute-value']],
  ['{"value":1e2,"type":"integer"}', ['attribute-value']],
  ['{"value":-0,"type":"integer"}', ['attribute-value']],
  ['{"value":5.5,"type":"integer"}', ['attribute-value']],
  ['{"value":9223372036854775808,"type":"integer"}', ['attribute-value']],
  ['{"value":-9223372036854775809,"type":"integer"}', ['attribute-value']],
  ['{"value":"5","type":"integer"}', ['attribute-value']],
  ['{"value":"5","type":"double"}', ['attribute-value']],
  ['{"value":null,"type":"double"}', ['attribute-value']],
  ['{"value":5,"type":"string"}', ['attribute-value']],
  ['{"value":null,"type":"string"}', ['attribute-value']],
  ['{"value":"true","type":"boolean"}', ['attribute-value']],
  ['{"value":1,"type":"boolean"}', ['attribute-value']],
  ['{"value":"a","type":"array"}', ['attribute-value']],
  ['{"value":["a",1],"type":"array"}', ['attribute-value']],
  ['{"value":[1,true],"type":"array"}', ['attribute-value']],
  ['{"value":[["a"]],"type":"array"}', ['attribute-value']],
  ['{"value":[{}],"type":"array"}', ['attribute-value']],
  ['{"value":{},"type":"string"}', ['attribute-value']],
  ['{"type":"string"}', ['attribute-value']],
  ['{"value":["a"],"type":"string[]"}', ['attribute-type']],
  ['{"value":{},"type":"object"}', ['attribute-type']],
  ['{"value":"a","type":"toString"}', ['attribute-type']],
  ['{"value":"a"}', ['attribute-shape']],
  ['{"value":"a","type":null}', ['attribute-shape']],
  ['"a"', ['attribute-shape']],
  ['5', ['attribute-shape']],
  ['null', ['attribute-shape']],
  ['{"value":5,"type":"integer","unit":1}', ['attribute-shape'], 5],
  ['{"value":5,"type":"integer","mine":1}', ['attribute-shape'], 5],
]

test.each(rows)('%s breaks %j and leaves %j', async (json, rules, value) => {
  await using relay = await startRelay()
  const text = envelopeText({
    logs: [logOf({ attributes: { it: 0 } })],
    itemHeader: { length: undefined },
  })

  await sendTo(relay, text.replace('"it":0', `"it":${json}`))

  expect(relay.problems.map(({ rule }) => rule)).toEqual(rules)
  expect(relay.logs[0]?.attributes).toEqual(value === undefined ? {} : { it: value })
})

const text = (value: string): object => ({ value, type: 'string' })
const named: readonly [attributes: Record<string, object>, rules: Rule[]][] = [
  [{ 'sentry.body': text('up') }, ['attribute-reserved']],
  [{ 'sentry.severity_text': text('info') }, ['attribute-reserved']],
  [{ 'sentry.timestamp_precise': text('1') }, ['attribute-reserved']],
  [{ 'sentry._meta.fields': text('1') }, ['attribute-reserved']],
  [{ 'sentry.severity_number': { value: 10, type: 'integer' } }, []],
  [{ 'sentry.message.template': text('a {b}') }, ['template']],
  [{ 'sentry.message.template': text('a {b}'), 'sentry.message.parameter.b': text('c') }, []],
  [{ 'sentry.message.parameter.b': text('c') }, []],
  [{ 'sentry.origin': text('auto.log.pino') }, []],
  [{ 'sentry.origin': text('auto..pino') }, ['origin']],
  [{ 'sentry.origin': text('auto.log.my-logger') }, ['origin']],
  [{ ['__proto__']: text('a'), constructor: text('b') }, []],
]

test.each(named)('attributes %j break %j', async (attributes, rules) => {
  await using relay = await startRelay()

  await sendTo(relay, envelopeText({ logs: [logOf({ attributes })] }))

  expect(relay.problems.map(({ rule }) => rule)).toEqual(rules)
  expect(Object.keys(relay.logs[0]?.attributes ?? {})).toEqual(Object.keys(attributes))
})
