import { expect, test } from 'vitest'

import {
  containerText,
  envelopeText,
  logItem,
  logOf,
  reportItem,
  sendTo,
} from './support/envelope-bytes.ts'
import { startRelay, type Rule } from './support/relay.ts'

const payload = containerText()
const bytes = Buffer.byteLength(payload)
const item = logItem(payload)
const event = '{"type":"event","length":2}\n{}\n'
const report = reportItem({
  discarded_events: [
    { reason: 'before_send', category: 'log_item', quantity: 1 },
    { reason: 'before_send', category: 'log_byte', quantity: 9 },
  ],
})
const withHeader = (header: unknown): string => envelopeText({ header })
const soon = (ms: number): string => new Date(Date.now() + ms).toISOString()

const rows: readonly [what: string, text: string, status: number, rules: Rule[], logs: number][] = [
  ['an item with its length', `{}\n${item}`, 200, [], 1],
  ['no line feed at the end', `{}\n${item.trimEnd()}`, 200, [], 1],
  ['an item without a length', `{}\n${logItem(payload, 1, { length: undefined })}`, 200, [], 1],
  ['an item before another', `{}\n${item}${report}`, 200, [], 1],
  ['an envelope header alone', '{}', 200, [], 0],
  ['an envelope header and a line feed', '{}\n', 200, [], 0],
  ['an empty body', '', 400, ['framing'], 0],
  ['an empty line at the end', `{}\n${item}\n`, 400, ['framing'], 0],
  ['a blank at the end', `{}\n${item} `, 400, ['framing'], 0],
  ['an empty line between header and item', `{}\n\n${item}`, 400, ['framing'], 0],
  [
    'a length that is too short',
    `{}\n${logItem(payload, 1, { length: bytes - 1 })}`,
    400,
    ['framing'],
    0,
  ],
  [
    'a length that is too long',
    `{}\n${logItem(payload, 1, { length: bytes + 9 })}`,
    400,
    ['framing'],
    0,
  ],
  [
    'a length in characters',
    `{}\n${logItem(`${payload} ü`, 1, { length: bytes + 2 })}`,
    400,
    ['framing'],
    0,
  ],
  ['a length below zero', `{}\n${logItem(payload, 1, { length: -1 })}`, 400, ['framing'], 0],
  ['a length as text', `{}\n${logItem(payload, 1, { length: `${bytes}` })}`, 400, ['framing'], 0],
  [
    'a length with a fraction',
    `{}\n${item.replace(`:${bytes}`, `:${bytes}.0`)}`,
    400,
    ['framing'],
    0,
  ],
  ['an item header without a payload', `{}\n{"type":"log","length":0}`, 400, ['framing'], 0],
  ['an envelope header that is no JSON', `{\n${item}`, 400, ['framing'], 0],
  ['an envelope header that is no object', `[]\n${item}`, 400, ['framing'], 0],
  ['an item header that is no JSON', `{}\ntype=log\n${payload}`, 400, ['framing'], 0],
  ['an item header that is no object', `{}\n"log"\n${payload}`, 400, ['framing'], 0],
  ['half a surrogate pair in a header', `{"sdk":"\\ud800"}\n${item}`, 400, ['framing'], 0],
  [
    'sent_at twice',
    `{"sent_at":"${soon(0)}","sent_at":"${soon(0)}"}\n${item}`,
    400,
    ['framing'],
    0,
  ],
  ['blanks in the envelope header', `{ }\n${item}`, 200, ['header'], 1],
  ['a carriage return after the envelope header', `{}\r\n${item}`, 200, ['header'], 1],
  ['blanks in an item header', `{}\n${item.replace(',', ', ')}`, 200, ['header'], 1],
  [
    'blanks within text of a header',
    withHeader({ sdk: { name: 'a b', version: '1 "2' } }),
    200,
    [],
    1,
  ],
  ['sdk in the header', withHeader({ sdk: { name: 'a', version: '1' } }), 200, [], 1],
  ['sdk without a version', withHeader({ sdk: { name: 'a' } }), 200, ['header'], 1],
  ['sdk that is text', withHeader({ sdk: 'a/1' }), 200, ['header'], 1],
  ['sent_at of now', withHeader({ sent_at: soon(0) }), 200, [], 1],
  ['sent_at of an hour ago', withHeader({ sent_at: soon(-3_600_000) }), 200, ['sent-at'], 1],
  ['sent_at of the future', withHeader({ sent_at: soon(3_600_000) }), 200, ['sent-at'], 1],
  ['sent_at as a number', withHeader({ sent_at: Date.now() }), 200, ['sent-at'], 1],
  [
    'sent_at in another zone',
    withHeader({ sent_at: soon(0).replace('Z', '+02:00') }),
    200,
    ['sent-at'],
    1,
  ],
  ['trace beside logs', withHeader({ trace: { trace_id: 'a' } }), 200, ['header-trace'], 1],
  ['event_id beside logs', withHeader({ event_id: 'a' }), 200, ['header'], 1],
  ['an unknown name in the header', withHeader({ mine: 1 }), 200, ['header'], 1],
  [
    'an unknown name in an item header',
    envelopeText({ itemHeader: { mine: 1 } }),
    200,
    ['item-header'],
    1,
  ],
  ['an unknown item', `{}\n{"type":"logs"}\n{}\n`, 200, ['item-type'], 0],
  ['an item without a type', `{}\n{}\n{}\n`, 200, ['item-type'], 0],
  ['logs beside an event', `{}\n${item}${event}`, 200, ['mixed-kinds'], 1],
  ['an event alone, with its trace', `{"event_id":"a","trace":{}}\n${event}`, 200, [], 0],
  ['text without a length', '{}\n{"type":"attachment"}\ntext\n', 200, ['parse-envelope'], 0],
  ['two log items', `{}\n${item}${item}`, 413, ['log-items'], 0],
  ['101 reports', `{}\n${report.repeat(101)}`, 413, ['client-report'], 0],
]

test.each(rows)('%s is answered %s', async (_what, text, status, rules, logs) => {
  await using relay = await startRelay()

  const response = await sendTo(relay, text)

  expect(relay.problems.map(({ rule }) => rule)).toEqual(rules)
  expect(response.status).toBe(status)
  expect(relay.logs).toHaveLength(logs)
})

test('bytes that are no UTF-8 in a header are answered 400', async () => {
  await using relay = await startRelay()
  const body = new Uint8Array(
    Buffer.concat([Buffer.from([0x7b, 0xff, 0x7d, 10]), Buffer.from(item)]),
  )

  expect((await sendTo(relay, body)).status).toBe(400)
})

test('a refusal says why', async () => {
  await using relay = await startRelay()

  const response = await sendTo(relay, envelopeText({ itemHeader: { length: 1 } }))

  expect(await response.json()).toEqual({
    detail: 'Error: no line feed after a payload of the length given',
    causes: [],
  })
})

test('more bytes than a log may have on average are answered 413', async () => {
  await using relay = await startRelay()
  const logs = [logOf({ body: 'x'.repeat(1.5 * 1024 * 1024) })]

  expect((await sendTo(relay, envelopeText({ logs }))).status).toBe(413)
  expect(relay.problems.map(({ rule }) => rule)).toEqual(['container-size', 'log-size'])
})

test('more bytes than a container may have are answered 413', async () => {
  await using relay = await startRelay()
  const logs = Array.from({ length: 13 }, () => logOf({ body: 'x'.repeat(1024 * 1024 - 200) }))

  expect((await sendTo(relay, envelopeText({ logs }))).status).toBe(413)
  expect(relay.problems.map(({ rule }) => rule)).toEqual(['container-size'])
})

test('the server takes its clock from the test', async () => {
  await using relay = await startRelay({ now: () => Date.UTC(2030, 0, 1) })
  const logs = [logOf({ timestamp: Date.UTC(2030, 0, 1) / 1000 })]

  await sendTo(relay, envelopeText({ header: { sent_at: '2030-01-01T00:00:30Z' }, logs }))

  expect(relay.problems).toEqual([])
  expect(relay.logs).toHaveLength(1)
})
