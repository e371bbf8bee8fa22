import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Endpoint } from '../../src/delivery/endpoint.ts'
import { Reporter } from '../../src/delivery/reporter.ts'
import { ScriptedPoster } from '../support/scripted-poster.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_785_578_460_500 }))
afterEach(() => void vi.useRealTimers())

function reporting(): { poster: ScriptedPoster; endpoint: Endpoint; reporter: Reporter } {
  const poster = new ScriptedPoster()
  const endpoint = new Endpoint(poster, { 'x-mine': 'yes' })
  return { poster, endpoint, reporter: new Reporter(endpoint, {}) }
}

/** The payload of a report with these counts. */
function report(...counts: readonly [string, number, number][]): unknown {
  return {
    timestamp: expect.any(Number),
    discarded_events: counts.flatMap(([reason, logs, bytes]) => [
      { reason, category: 'log_item', quantity: logs },
      { reason, category: 'log_byte', quantity: bytes },
    ]),
  }
}

it('a drop is told after a minute without other requests, added up with those that followed', async () => {
  const { poster, reporter } = reporting()
  reporter.count('queue_overflow', 1, 100)
  await vi.advanceTimersByTimeAsync(59_000)
  reporter.count('queue_overflow', 2, 50)
  expect(poster.all).toEqual([])

  await vi.advanceTimersByTimeAsync(1000)

  expect(poster.reports).toMatchObject([
    { headers: { 'x-mine': 'yes' }, payload: report(['queue_overflow', 3, 150]) },
  ])
})

it('a report says when it was made, and goes uncompressed', async () => {
  const { poster, reporter } = reporting()
  reporter.count('send_error', 1, 1)

  void reporter.send()
  await vi.advanceTimersByTimeAsync(0)

  expect(poster.reports).toMatchObject([{ payload: { timestamp: 1_785_578_460.5 } }])
  expect(poster.reports[0]?.headers).not.toHaveProperty('content-encoding')
})

it('beside other requests there is a report every 30 seconds at most', async () => {
  const { poster, reporter } = reporting()
  poster.reply = () => 200
  for (let second = 0; second < 100; second += 1) {
    reporter.count('send_error', 1, 10)
    reporter.sendBeside()
    await vi.advanceTimersByTimeAsync(1000)
  }

  expect(poster.reports).toHaveLength(3)
})

it('without a drop there is no report', async () => {
  const { poster, reporter } = reporting()

  await reporter.send()
  await vi.advanceTimersByTimeAsync(60_000)
  reporter.sendBeside()
  reporter.count('rate_limited', 1, 10)
  await vi.advanceTimersByTimeAsync(60_000)

  expect(poster.all).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

it('counts of a report without an answer go along with the next', async () => {
  const { poster, reporter } = reporting()
  reporter.count('send_error', 1, 10)
  void reporter.send()
  await vi.advanceTimersByTimeAsync(0)
  await poster.open[0]?.fail()
  reporter.count('before_send', 2, 20)

  void reporter.send()
  await vi.advanceTimersByTimeAsync(0)

  expect(poster.reports[1]?.payload).toEqual(report(['send_error', 1, 10], ['before_send', 2, 20]))
})

it.each([500, 503])(
  'counts of a report that is answered %i go along until one arrives',
  async (status) => {
    const { poster, reporter } = reporting()
    poster.reply = () => status
    reporter.count('send_error', 1, 10)
    for (let attempt = 0; attempt < 3; attempt += 1) await reporter.send()
    poster.reply = () => 200
    reporter.count('before_send', 2, 20)
    await reporter.send()

    expect(poster.reports[3]?.payload).toEqual(
      report(['send_error', 1, 10], ['before_send', 2, 20]),
    )
    expect(reporter.isPending).toBe(false)
  },
)

it('they go along once: what fails twice is let go', async () => {
  const { poster, reporter } = reporting()
  reporter.count('send_error', 1, 10)
  for (let attempt = 0; attempt < 2; attempt += 1) {
    void reporter.send()
    await vi.advanceTimersByTimeAsync(0)
    await poster.open[0]?.fail()
  }

  await reporter.send()

  expect(poster.reports).toHaveLength(2)
  expect(reporter.isPending).toBe(false)
})

it('they go along after a minute without anything new', async () => {
  const { poster, reporter } = reporting()
  reporter.count('send_error', 1, 10)
  void reporter.send()
  await vi.advanceTimersByTimeAsync(0)
  await poster.open[0]?.fail()

  await vi.advanceTimersByTimeAsync(60_000)

  expect(poster.reports).toHaveLength(2)
})

it.each([400, 413, 429])(
  'a report that is answered %i is neither repeated nor reported',
  async (status) => {
    const { poster, reporter } = reporting()
    poster.reply = () => status
    reporter.count('send_error', 1, 10)

    await reporter.send()
    await vi.advanceTimersByTimeAsync(120_000)

    expect(poster.reports).toHaveLength(1)
  },
)

it('a report waits while everything is limited', async () => {
  const { poster, endpoint, reporter } = reporting()
  void endpoint.send(Buffer.from('{}\n{}\n{}'), 'none')
  await poster.open[0]?.answer(429, { rateLimits: '90::organization' })
  reporter.count('ratelimit_backoff', 1, 10)

  await reporter.send()
  expect(reporter.isPending).toBe(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(poster.reports).toEqual([])
  await vi.advanceTimersByTimeAsync(60_000)

  expect(poster.reports).toHaveLength(1)
})

it('a report goes while only logs are limited', async () => {
  const { poster, endpoint, reporter } = reporting()
  void endpoint.send(Buffer.from('{}\n{}\n{}'), 'none')
  await poster.open[0]?.answer(429, { rateLimits: '90:log_item;log_byte:organization' })
  reporter.count('ratelimit_backoff', 1, 10)

  void reporter.send()
  await vi.advanceTimersByTimeAsync(0)

  expect(poster.reports).toHaveLength(1)
})

it('two that send at the same time wait for the same report', async () => {
  const { poster, reporter } = reporting()
  reporter.count('send_error', 1, 10)
  const both = Promise.all([reporter.send(), reporter.send()])
  await vi.advanceTimersByTimeAsync(0)

  await poster.open[0]?.answer(200)
  await both

  expect(poster.reports).toHaveLength(1)
})

it('what is lost while a report is under way is in the next one', async () => {
  const { poster, reporter } = reporting()
  reporter.count('send_error', 1, 10)
  void reporter.send()
  await vi.advanceTimersByTimeAsync(0)
  reporter.count('send_error', 5, 50)
  const second = reporter.send()

  await poster.open[0]?.answer(200)
  await vi.advanceTimersByTimeAsync(0)
  await poster.open[0]?.answer(200)
  await second

  expect(poster.reports.map(({ payload }) => payload)).toEqual([
    report(['send_error', 1, 10]),
    report(['send_error', 5, 50]),
  ])
})

it('counts nothing and keeps no timer once it is closed', async () => {
  const { poster, reporter } = reporting()
  reporter.count('send_error', 1, 10)

  reporter.close()
  reporter.count('send_error', 1, 10)
  await vi.advanceTimersByTimeAsync(120_000)

  expect(poster.all).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
