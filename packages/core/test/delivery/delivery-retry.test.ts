import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bodiesOf, play, type Play } from '../support/playing.ts'
import type { ScriptedRequest } from '../support/scripted-poster.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A play whose endpoint is away, with `count` logs that wait, each in an envelope of its own. */
async function away(count: number): Promise<Play> {
  const played = play({ maxBatchLogs: 1 })
  for (let body = 1; body <= count; body += 1) played.add(1, { body: String(body) })
  await played.pass(0)
  await played.poster.failOpen()
  return played
}

it.each<[string, (request?: ScriptedRequest) => Promise<void> | undefined]>([
  ['a failure', (request) => request?.fail('ECONNRESET')],
  ['502', (request) => request?.answer(502)],
  ['503', (request) => request?.answer(503)],
  ['504', (request) => request?.answer(504)],
])('after %s the same envelope goes again, and its logs are queued until then', async (_, end) => {
  const { poster, delivery, owner, add, pass } = play()
  add(3, { severity: 'fatal', billedBytes: 10 })
  await pass(0)

  await end(poster.open[0])
  expect(delivery.queuedLogs).toBe(3)
  await pass(1000)
  await end(poster.open[0])
  await pass(2000)
  await poster.open[0]?.answer(200)

  expect(poster.all.map(({ payload }) => payload)).toEqual(
    Array.from({ length: 3 }, () => poster.all[0]?.payload),
  )
  expect(owner).toMatchObject({ deliveredLogs: 3, deliveredBytes: 30, drops: [] })
  expect([delivery.queuedLogs, delivery.queuedBytes]).toEqual([0, 0])
})

it('while the endpoint is away there is one try at a time, as rarely as the pauses say', async () => {
  const { poster, owner, pass } = await away(1000)
  const before = poster.all.length
  expect(before).toBe(16)

  const timesMs: number[] = []
  for (let ms = 1; ms <= 120_000; ms += 1) {
    await pass(1)
    expect(poster.open.length).toBeLessThanOrEqual(1)
    if (poster.open.length > 0) timesMs.push(ms)
    await poster.failOpen()
  }

  expect(timesMs).toEqual([1000, 3000, 7000, 15_000, 31_000, 61_000, 91_000])
  expect(owner.drops).toEqual([])
})

it('a try without an answer is waited for, whatever is logged meanwhile', async () => {
  const { poster, add, pass } = await away(20)
  await pass(1000)
  expect(poster.open).toHaveLength(1)

  add(50, { severity: 'fatal' })
  await pass(29_000)

  expect(poster.open).toHaveLength(1)
})

it('when it is back, all that waits goes oldest first, more and more at a time', async () => {
  const { poster, owner, pass } = await away(100)
  await pass(1000)
  const rounds: number[] = []
  const before = poster.all.length - 1

  while (poster.open.length > 0) {
    rounds.push(poster.open.length)
    const round = poster.open.splice(0)
    for (const request of round) await request.answer(200)
  }

  expect(rounds.slice(0, 2)).toEqual([1, 2])
  expect(Math.max(...rounds)).toBe(16)
  expect(poster.all.slice(before).flatMap(bodiesOf)).toEqual(
    Array.from({ length: 100 }, (_, index) => String(index + 1)),
  )
  expect(owner).toMatchObject({ deliveredLogs: 100, drops: [] })
})

it('what is logged during a pause waits for its end and goes in one envelope', async () => {
  const { poster, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)
  for (const pauseMs of [1000, 2000, 4000, 8000]) {
    await poster.failOpen()
    await pass(pauseMs)
  }
  await poster.failOpen()
  poster.reply = () => 200

  add(1, { body: 'early' })
  await pass(8000)
  add(1, { body: 'late' })
  await pass(8000)

  expect(poster.all.slice(6).map(bodiesOf)).toEqual([['early', 'late']])
})

it('requests that fail in any order go again in the order of their logs', async () => {
  const { poster, add, pass } = play({ maxBatchLogs: 1 })
  for (let body = 1; body <= 20; body += 1) add(1, { body: String(body) })
  await pass(0)
  for (const at of [3, 0, 11, 1, 1]) await poster.open[at]?.fail()
  await poster.failOpen()
  poster.reply = () => 200

  await pass(1000)

  expect(poster.all.slice(16).flatMap(bodiesOf)).toEqual(
    Array.from({ length: 20 }, (_, index) => String(index + 1)),
  )
})

it('a batch that comes back to a queue that has become full is kept', async () => {
  const { poster, delivery, owner, add, pass } = play({ maxQueueBytes: 20_000, maxBatchLogs: 1 })
  add(1, { severity: 'fatal' })
  await pass(0)
  add(100)
  const { droppedLogs } = owner
  expect(droppedLogs).toBeGreaterThan(0)

  await poster.failOpen()
  expect(delivery.queuedLogs).toBe(101 - droppedLogs)
  expect(delivery.queuedBytes).toBeLessThanOrEqual(20_000)
  poster.reply = () => 200
  await pass(1000)

  expect(owner).toMatchObject({ deliveredLogs: 101 - droppedLogs, droppedLogs })
  expect(owner.reasons).toEqual({ queue_overflow: droppedLogs })
})

describe('Retry-After', () => {
  it.each([
    ['7', 7000, 7000],
    ['2.5', 2500, 2500],
    [new Date(Date.UTC(2026, 10, 23, 12, 0, 9)).toUTCString(), 9000, 9000],
    ['86400', 300_000, 30_000],
    ['0.5', 500, 1000],
    ['soon', 0, 1000],
  ])(
    '%s is waited for, then up to as long again: %i and %i ms',
    async (retryAfter, ms, pauseMs) => {
      vi.setSystemTime(Date.UTC(2026, 10, 23, 12, 0, 0))
      const { poster, add, pass } = play()
      add(1, { severity: 'fatal' })
      await pass(0)

      await poster.open[0]?.answer(503, { retryAfter })
      await pass(ms + pauseMs - 1)
      expect(poster.all).toHaveLength(1)
      await pass(1)

      expect(poster.all).toHaveLength(2)
    },
  )

  it('of 503 closes no category: logs are still taken', async () => {
    const { poster, owner, add, pass } = play()
    add(1, { severity: 'fatal' })
    await pass(0)
    await poster.open[0]?.answer(503, { retryAfter: '60' })

    add(1)

    expect(owner.drops).toEqual([])
  })
})

it('a limit arriving mid-retry is obeyed: the pause ends, what is sealed waits for its end', async () => {
  const { poster, owner, add, pass } = await away(3)
  await pass(1000)

  await poster.open[0]?.answer(429, { rateLimits: '60:log_item:organization' })
  add(1)
  await pass(89_999)
  expect(poster.logRequests).toHaveLength(4)
  poster.reply = () => 200
  await pass(1)

  expect(owner.reasons).toEqual({ rate_limited: 1, ratelimit_backoff: 1 })
  expect(owner.deliveredLogs).toBe(2)
})

it('a limit that comes with 503 outlasts the pause', async () => {
  const { poster, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)

  await poster.open[0]?.answer(503, { rateLimits: '60:log_item:organization' })
  await pass(89_999)
  expect(poster.logRequests).toHaveLength(1)
  await pass(1)

  expect(poster.logRequests).toHaveLength(2)
})

it('diagnostics say once that the endpoint is away and why, and once that it is back', async () => {
  const messages: string[] = []
  const { poster, add, pass } = play({ maxBatchLogs: 1, onDiagnostic: (m) => messages.push(m) })
  add(2)
  await pass(0)
  await poster.failOpen('connect ECONNREFUSED')
  await pass(1000)
  await poster.open[0]?.answer(503)
  poster.reply = () => 200
  await pass(2000)

  expect(messages).toEqual([
    'the endpoint is away (connect ECONNREFUSED), trying again',
    'the endpoint is back',
    'delivered 1 log',
    'delivered 1 log',
  ])
})

it('a client report waits until logs have come through', async () => {
  const { poster, delivery, pass } = await away(1)
  delivery.recordDrop('before_send', 1, 10)
  for (let minute = 0; minute < 5; minute += 1) {
    await pass(60_000)
    await poster.failOpen()
  }
  expect(poster.reports).toEqual([])

  poster.reply = () => 200
  await pass(30_000)
  await pass(60_000)

  expect(poster.all.at(-2)?.type).toBe('log')
  expect(poster.reports).toHaveLength(1)
})
