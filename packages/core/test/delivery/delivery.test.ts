import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Relay } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { Delivery, type DeliverySettings } from '../../src/delivery/delivery.ts'
import { Account, encodedLog, settingsFor } from '../support/delivering.ts'

let relay: Relay
let owner: Account
const open: Delivery[] = []

useRelay((started) => {
  relay = started
})

beforeEach(() => {
  owner = new Account()
})

afterEach(async () => {
  for (const delivery of open.splice(0)) await delivery.close(100)
})

function deliver(settings: Partial<DeliverySettings> = {}): Delivery {
  const delivery = new Delivery(settingsFor(relay.dsn, settings))
  open.push(delivery)
  return delivery
}

function add(delivery: Delivery, count: number): void {
  for (let body = 1; body <= count; body += 1) {
    delivery.add(encodedLog({ owner, body: String(body) }))
  }
}

it.each(['br', 'gzip', 'none'] as const)(
  'the relay accepts what is sent: %s',
  async (compression) => {
    const delivery = deliver({ compression })
    add(delivery, 250)

    expect(await delivery.flush(5000)).toBe(true)
    expect(relay.problems).toEqual([])
    expect(relay.logs).toHaveLength(250)
    expect(new Set(relay.logs.map(({ body }) => body)).size).toBe(250)
    expect(relay.envelopes.map(({ encoding }) => encoding)).toEqual(
      Array.from({ length: 3 }, () => (compression === 'none' ? 'identity' : compression)),
    )
    expect(relay.envelopes[0]?.header).toEqual({
      sdk: { name: 'logs-to-sentry', version: '0.0.0' },
    })
    expect(owner).toMatchObject({ deliveredLogs: 250, drops: [] })
  },
)

it('a tunnel learns from the envelope for whom it is', async () => {
  const delivery = deliver({ url: relay.tunnel, envelopeDsn: relay.dsn })
  add(delivery, 1)

  await delivery.flush(2000)

  expect(relay.problems).toEqual([])
  expect(relay.envelopes).toMatchObject([{ header: { dsn: relay.dsn } }])
})

it('a log goes by itself when its time has come', async () => {
  const delivery = deliver({ flushIntervalMs: 20 })
  add(delivery, 1)

  await expect(relay.waitForLogs(1)).resolves.toHaveLength(1)
})

it('over a slow line several requests are under way, at most sixteen', async () => {
  relay.behave({ delayMs: 50 })
  const delivery = deliver({ maxBatchLogs: 10 })
  add(delivery, 500)

  expect(await delivery.flush(5000)).toBe(true)
  expect(relay.logs).toHaveLength(500)
  expect(relay.peakRequests).toBe(16)
})

it('connections are kept and used again', async () => {
  const delivery = deliver()
  for (let round = 0; round < 5; round += 1) {
    add(delivery, 1)
    await delivery.flush(2000)
  }

  expect(relay.envelopes).toHaveLength(5)
  expect(relay.connections).toBe(1)
})

it('a relay that refuses brotli loses nothing', async () => {
  relay.behave({ status: 415, when: ({ encoding }) => encoding === 'br' })
  const delivery = deliver()
  add(delivery, 2500)

  expect(await delivery.flush(5000)).toBe(true)
  expect(relay.problems).toEqual([])
  expect(relay.logs).toHaveLength(2500)
  expect(owner).toMatchObject({ deliveredLogs: 2500, drops: [] })
})

it('an answer whose body never ends is an answer', async () => {
  relay.behave({ slowBody: true })
  const delivery = deliver()
  add(delivery, 300)

  expect(await delivery.flush(2000)).toBe(true)
  expect(owner.deliveredLogs).toBe(300)
})

it('429 of the relay stops the logs but not the report', async () => {
  relay.behave({ status: 429, headers: { 'X-Sentry-Rate-Limits': '60:log_item:org' }, once: true })
  const delivery = deliver()
  add(delivery, 2)
  await delivery.flush(2000)
  add(delivery, 3)

  expect(await delivery.flush(2000)).toBe(true)
  expect(owner.reasons).toEqual({ rate_limited: 2, ratelimit_backoff: 3 })
  expect(relay.problems).toEqual([])
  expect(relay.reports).toHaveLength(1)
  expect(relay.reports).toMatchObject([
    {
      discarded_events: [
        { reason: 'ratelimit_backoff', category: 'log_item', quantity: 3 },
        { reason: 'ratelimit_backoff', category: 'log_byte', quantity: 3 },
      ],
    },
  ])
})

it('a log that the server cannot take costs only itself', async () => {
  relay.behave({ status: 400, when: ({ logs }) => logs.some(({ body }) => body === '123') })
  const delivery = deliver()
  add(delivery, 300)

  expect(await delivery.flush(5000)).toBe(true)
  expect(relay.logs).toHaveLength(299)
  expect(owner).toMatchObject({ deliveredLogs: 299, reasons: { send_error: 1 } })
  expect(relay.reports).toMatchObject([
    {
      discarded_events: [
        { reason: 'send_error', category: 'log_item', quantity: 1 },
        { reason: 'send_error', category: 'log_byte', quantity: 3 },
      ],
    },
  ])
})

it.each(['br', 'gzip', 'none'] as const)(
  'a gateway that lets only small bodies through gets everything in pieces: %s',
  async (compression) => {
    const maxBytes = { br: 2500, gzip: 2500, none: 8000 }[compression]
    relay.behave({ status: 413, when: ({ wireBytes }) => wireBytes > maxBytes })
    const delivery = deliver({ compression })
    for (let log = 0; log < 1000; log += 1) {
      delivery.add(encodedLog({ owner, body: randomBytes(30).toString('hex') }))
    }

    expect(await delivery.flush(5000)).toBe(true)
    expect(relay.envelopes.length).toBeGreaterThan(20)
    expect(relay.logs).toHaveLength(1000)
    expect(owner).toMatchObject({ deliveredLogs: 1000, drops: [] })
  },
)

it('only logs whose answer was lost are stored twice', async () => {
  relay.behave({ reset: 'after', once: true })
  const delivery = deliver()
  add(delivery, 300)

  expect(await delivery.flush(5000)).toBe(true)
  expect(relay.logs).toHaveLength(400)
  expect(new Set(relay.logs.map(({ body }) => body)).size).toBe(300)
  expect(owner).toMatchObject({ deliveredLogs: 300, drops: [] })
})

it('after an outage a backlog drains over a slow line with sixteen requests under way', async () => {
  relay.behave([{ status: 503, once: true }, { delayMs: 50 }])
  const delivery = deliver({ maxBatchLogs: 10 })
  add(delivery, 10)
  await relay.waitForEnvelopes(1)
  add(delivery, 990)

  expect(await delivery.flush(5000)).toBe(true)
  expect(relay.logs).toHaveLength(1000)
  expect(relay.peakRequests).toBe(16)
})

it('close gives up a request without an answer, in time', async () => {
  relay.behave({ hang: true })
  const delivery = deliver()
  add(delivery, 3)
  const start = performance.now()

  expect(await delivery.close(200)).toBe(false)
  expect(performance.now() - start).toBeLessThan(1000)
  expect(owner.reasons).toEqual({ network_error: 3 })
})
