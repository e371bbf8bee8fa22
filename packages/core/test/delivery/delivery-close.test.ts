import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bodiesOf, play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('delivers what is there, and leaves neither timer nor socket', async () => {
  const { poster, delivery, owner, add } = play()
  const closed = vi.spyOn(poster, 'close')
  poster.reply = () => 200
  add(150)

  expect(await delivery.close(2000)).toBe(true)
  expect(owner.deliveredLogs).toBe(150)
  expect(closed).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})

it('a second close gives the answer of the first', async () => {
  const { poster, delivery, add, pass } = play()
  add(1)
  const first = delivery.close(2000)
  const second = delivery.close(1)
  await pass(1000)
  await poster.open[0]?.answer(200)
  await pass(0)

  expect(await Promise.all([first, second])).toEqual([true, true])
})

it('what could not be delivered in time is dropped and counted', async () => {
  const { delivery, owner, add, pass } = play({ maxBatchLogs: 1 })
  add(20)
  const closed = delivery.close(2000)

  await pass(2000)

  expect(await closed).toBe(false)
  expect(owner.reasons).toEqual({ network_error: 20 })
  expect([delivery.queuedLogs, delivery.queuedBytes]).toEqual([0, 0])
  expect(vi.getTimerCount()).toBe(0)
})

it('log during close: it is still taken, and delivered', async () => {
  const { poster, delivery, owner, add, pass } = play()
  add(1, { body: 'before' })
  const closed = delivery.close(2000)
  await pass(100)
  add(1, { body: 'during' })
  poster.reply = () => 200
  await poster.open[0]?.answer(200)
  await pass(0)

  expect(await closed).toBe(true)
  expect(poster.all.flatMap(bodiesOf)).toEqual(['before', 'during'])
  expect(owner.deliveredLogs).toBe(2)
})

it('log after close: it is dropped and counted, and starts nothing', async () => {
  const { poster, delivery, owner, add, pass } = play()
  await delivery.close(1000)

  add(1, { severity: 'fatal' })
  await pass(120_000)

  expect(owner.reasons).toEqual({ queue_overflow: 1 })
  expect(poster.all).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

it('under a limit that outlasts it there is nothing to wait for: what waits is dropped, and reported', async () => {
  const { poster, delivery, owner, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)
  add(2)
  await poster.open[0]?.answer(429, { rateLimits: '60:log_item' })
  poster.reply = () => 200

  const inTime = await delivery.close(2000)

  expect(inTime).toBe(false)
  expect(owner.reasons).toEqual({ rate_limited: 1, ratelimit_backoff: 2 })
  expect(poster.reports).toMatchObject([
    { payload: { discarded_events: [{ reason: 'ratelimit_backoff', quantity: 2 }, {}] } },
  ])
})

it('under a limit with nothing that waits all is settled', async () => {
  const { poster, delivery, owner, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)
  await poster.open[0]?.answer(429, { retryAfter: '60' })

  expect(await delivery.close(2000)).toBe(true)
  expect(owner.reasons).toEqual({ rate_limited: 1 })
})

it('a limit arriving mid-close leaves what waits to the end, then drops it', async () => {
  const { poster, delivery, owner, add, pass } = play({ maxBatchLogs: 1 })
  add(17)
  const closed = delivery.close(2000)
  await pass(0)
  await poster.answerOpen(429, { rateLimits: '60:log_item' })
  await pass(2000)

  expect(await closed).toBe(false)
  expect(owner.reasons).toEqual({ rate_limited: 16, ratelimit_backoff: 1 })
})

it('a flush after close is true at once', async () => {
  const { delivery } = play()
  await delivery.close(1000)

  expect(await delivery.flush(1000)).toBe(true)
})
