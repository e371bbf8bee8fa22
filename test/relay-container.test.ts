import { expect, test } from 'vitest'

import {
  containerText,
  envelopeText,
  logItem,
  logOf,
  sendTo,
  type Parts,
} from './support/envelope-bytes.ts'
import { startRelay, type Rule } from './support/relay.ts'

const many = (count: number): unknown[] => Array.from({ length: count }, () => logOf())
const raw = (payload: string): string => `{}\n${logItem(payload)}`
const withItem = (itemHeader: Parts['itemHeader']): string =>
  envelopeText({ itemHeader: { ...itemHeader } })
const withContainer = (container: Parts['container']): string =>
  envelopeText({ container: { ...container } })
const body = (text: string): string => containerText().replace('"up"', text)

const rows: readonly [what: string, text: string, rules: Rule[], logs: number][] = [
  ['100 logs', envelopeText({ logs: many(100) }), [], 100],
  ['101 logs', envelopeText({ logs: many(101) }), ['log-count'], 101],
  ['no logs', envelopeText({ logs: [] }), [], 0],
  ['an item_count that is too low', withItem({ item_count: 0 }), ['item-count'], 0],
  ['an item_count that is too high', withItem({ item_count: 2 }), ['item-count'], 0],
  ['no item_count', withItem({ item_count: undefined }), ['item-count'], 0],
  ['an item_count as text', withItem({ item_count: '1' }), ['item-count'], 0],
  [
    'an item_count with a fraction',
    withItem({}).replace('count":1,', 'count":1.0,'),
    ['item-count'],
    0,
  ],
  ['no content_type', withItem({ content_type: undefined }), ['item-content-type'], 0],
  [
    'another content_type',
    withItem({ content_type: 'application/json' }),
    ['item-content-type'],
    0,
  ],
  ['version 1', withContainer({ version: 1 }), ['container-version'], 1],
  ['no version', withContainer({ version: undefined }), ['container-version'], 1],
  ['a version as text', withContainer({ version: '2' }), ['container-version'], 1],
  [
    'a version with a fraction',
    raw(containerText().replace(':2', ':2.0')),
    ['container-version'],
    1,
  ],
  [
    'ingest_settings',
    withContainer({ ingest_settings: { infer_ip: 'never' } }),
    ['container-shape'],
    1,
  ],
  ['another name in the container', withContainer({ mine: 1 }), ['container-shape'], 1],
  ['items that are no array', raw('{"version":2,"items":{}}'), ['container-shape'], 0],
  ['no items', raw('{"version":2}'), ['container-shape'], 0],
  ['a container that is no object', raw('[]'), ['container-shape'], 0],
  ['a container that is no JSON', raw('{"version":2,'), ['container-json'], 0],
  ['half a surrogate pair in a body', raw(body(String.raw`"a\ud800b"`)), ['container-json'], 0],
  ['the second half of a pair alone', raw(body(String.raw`"a\uDC00b"`)), ['container-json'], 0],
  ['a whole surrogate pair, escaped', raw(body(String.raw`"\ud83d\ude00"`)), [], 1],
  ['an escaped backslash before u', raw(body(String.raw`"\\ud800"`)), [], 1],
  ['half a pair in a name', raw(body(String.raw`"up","\ud800":1`)), ['container-json'], 0],
  [
    'a number that is too large',
    raw(body('"up","attributes":{"a":{"value":1e999,"type":"double"}}')),
    ['container-json'],
    0,
  ],
  ['a name twice in one object', raw(body('"up","body":"down"')), ['container-json'], 1],
  ['the same name in two objects', envelopeText({ logs: [logOf(), logOf()] }), [], 2],
  ['a log that is no object', envelopeText({ logs: ['up', logOf()] }), ['log-shape'], 1],
]

test.each(rows)('%s', async (_what, text, rules, logs) => {
  await using relay = await startRelay()

  const response = await sendTo(relay, text)

  expect(relay.problems.map(({ rule }) => rule)).toEqual(rules)
  expect(response.status).toBe(200)
  expect(relay.logs).toHaveLength(logs)
})

test('bytes that are no UTF-8 lose the whole container', async () => {
  await using relay = await startRelay()
  const [before = '', after = ''] = envelopeText().split('up')
  const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xfe]), Buffer.from(after)])

  expect((await sendTo(relay, new Uint8Array(bytes))).status).toBe(200)

  expect(relay.problems.map(({ rule }) => rule)).toEqual(['container-json'])
  expect(relay.logs).toEqual([])
})
