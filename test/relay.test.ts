import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { setImmediate as immediately } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { loopbackCertificate } from './support/certificate.mjs'
import { envelopeText, goodHeaders, logOf, reportItem, sendTo } from './support/envelope-bytes.ts'
import { startRelay } from './support/relay.ts'

test('a good envelope is answered 200, kept as Sentry would store it, and breaks no rule', async () => {
  await using relay = await startRelay()
  const attributes = {
    port: { value: 8080, type: 'integer' },
    tags: { value: ['a', 'b'], type: 'array' },
  }
  const log = logOf({ attributes, span_id: 'b7ad6b7169203331', severity_number: 10 })

  const response = await sendTo(relay, envelopeText({ logs: [log] }))

  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({})
  expect(relay.problems).toEqual([])
  expect(relay.logs).toEqual([
    {
      timestamp: log['timestamp'],
      traceId: log['trace_id'],
      spanId: 'b7ad6b7169203331',
      level: 'info',
      severityNumber: 10,
      body: 'up',
      attributes: { port: 8080, tags: ['a', 'b'] },
      types: { port: 'integer', tags: 'array' },
      billedBytes: 2 + 4 + 8 + 4 + 2,
      raw: log,
    },
  ])
})

test('an envelope is kept with its headers, bytes, items and outcome', async () => {
  await using relay = await startRelay()
  const text = envelopeText({ header: { sdk: { name: 'test', version: '1.0' } } })

  await sendTo(relay, text, { headers: { 'x-mine': 'yes' } })

  const [envelope] = await relay.waitForEnvelopes(1)
  expect(envelope).toMatchObject({
    method: 'POST',
    url: '/api/1/envelope/',
    headers: { 'x-mine': 'yes' },
    encoding: 'identity',
    wireBytes: Buffer.byteLength(text),
    header: { sdk: { name: 'test', version: '1.0' } },
    items: [{ header: { type: 'log', item_count: 1 } }],
    logs: relay.logs,
    outcome: { status: 200, problems: [] },
  })
  expect(envelope?.bytes.toString()).toBe(text)
})

test('a wait ends as soon as enough logs are there', async () => {
  await using relay = await startRelay()
  const waiting = relay.waitForLogs(3)
  await sendTo(relay, envelopeText())

  await sendTo(relay, envelopeText({ logs: [logOf({ body: 'a' }), logOf({ body: 'b' })] }))

  expect((await waiting).map(({ body }) => body)).toEqual(['up', 'a', 'b'])
})

test('a wait that takes too long rejects with what has arrived', async () => {
  await using relay = await startRelay()
  await sendTo(relay, envelopeText())

  await expect(relay.waitForLogs(2, 20)).rejects.toThrow(/^1 of 2 logs in 20 ms.*"body":"up"/)
})

test('a wait that lasts until the relay closes rejects', async () => {
  const relay = await startRelay()
  const failure = relay.waitForReports(1).then(() => '', String)

  await relay.close()

  expect(await failure).toContain('0 of 1 client reports before the end')
})

test('reports are kept and waited for', async () => {
  await using relay = await startRelay()
  const report = {
    timestamp: 1785578460.5,
    discarded_events: [
      { reason: 'queue_overflow', category: 'log_item', quantity: 7 },
      { reason: 'queue_overflow', category: 'log_byte', quantity: 1840 },
    ],
  }

  await sendTo(relay, `{}\n${reportItem(report)}`)

  expect(await relay.waitForReports(1)).toEqual([report])
  expect(relay.problems).toEqual([])
})

test('a relay with a certificate answers https', async () => {
  await using relay = await startRelay({ tls: loopbackCertificate })
  const options = { method: 'POST', headers: goodHeaders(relay), ca: loopbackCertificate.cert }
  const text = envelopeText()

  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${relay.url}/api/1/envelope/`, options, resolve)
      .once('error', reject)
      .setHeader('content-length', Buffer.byteLength(text))
      .end(text)
  })

  expect(response.statusCode).toBe(200)
  expect(relay.dsn).toMatch(/^https:/)
  expect(relay.problems).toEqual([])
})

test('a relay comes back on the port of one that was closed', async () => {
  const first = await startRelay()
  await sendTo(first, envelopeText())
  await first.close()
  await first.close()
  await expect(sendTo(first, envelopeText())).rejects.toThrow('fetch failed')

  await using second = await startRelay({ port: first.port })

  expect((await sendTo(second, envelopeText())).status).toBe(200)
  expect(second.dsn).toBe(first.dsn)
})

test('connections and the most requests at once are counted', async () => {
  await using relay = await startRelay()
  relay.behave({ delayMs: 50 })

  await Promise.all([1, 2, 3].map(async () => (await sendTo(relay, envelopeText())).text()))
  await immediately()
  await (await sendTo(relay, envelopeText())).text()

  expect(relay.peakRequests).toBe(3)
  expect(relay.connections).toBe(3)
})
