import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { play, bodiesOf } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('of nothing is true at once, without a timer or a request', async () => {
  const { poster, delivery } = play()

  const flushed = delivery.flush(2000)

  expect(vi.getTimerCount()).toBe(0)
  expect(await flushed).toBe(true)
  expect(poster.all).toEqual([])
})

it('is true when all is delivered', async () => {
  const { poster, delivery, owner, add } = play()
  poster.reply = () => 200
  add(250)

  expect(await delivery.flush(2000)).toBe(true)
  expect(owner.deliveredLogs).toBe(250)
  expect(vi.getTimerCount()).toBe(0)
})

it('is true when all is given up on, and counted', async () => {
  const { poster, delivery, owner, add } = play({ sendClientReports: false })
  poster.reply = () => 500
  add(3)

  expect(await delivery.flush(2000)).toBe(true)
  expect(owner.reasons).toEqual({ send_error: 3 })
})

it('is false when time runs out, and loses nothing by that', async () => {
  const { poster, delivery, owner, add, pass } = play()
  add(1)
  const flushed = delivery.flush(2000)
  await pass(2000)
  expect(await flushed).toBe(false)

  await poster.open[0]?.answer(200)

  expect(owner).toMatchObject({ deliveredLogs: 1, drops: [] })
})

it('flush while flush: two at the same time are both right', async () => {
  const { poster, delivery, add, pass } = play()
  add(1, { body: 'first' })
  const first = delivery.flush(1000)
  add(1, { body: 'second' })
  const second = delivery.flush(2000)
  await pass(0)
  const [a, b] = poster.open
  await a?.answer(200)
  await pass(1500)
  expect(await first).toBe(true)

  await pass(500)

  expect(bodiesOf(b)).toEqual(['second'])
  expect(await second).toBe(false)
})

it('flush while flush: the second waits for what the first has sent', async () => {
  const { poster, delivery, add, pass } = play()
  add(1)
  const both = Promise.all([delivery.flush(1000), delivery.flush(2000)])
  await pass(500)
  await poster.open[0]?.answer(200)
  await pass(0)

  expect(await both).toEqual([true, true])
  expect(poster.all).toHaveLength(1)
})

it('does not wait for logs that were added after it', async () => {
  const { poster, delivery, add, pass } = play()
  add(1)
  const flushed = delivery.flush(2000)
  await pass(0)
  add(100)
  await pass(0)

  await poster.open[0]?.answer(200)
  await pass(0)

  expect(await flushed).toBe(true)
  expect(poster.open).toHaveLength(1)
})

it('under a rate limit it waits to its end and says false', async () => {
  const { poster, delivery, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)
  add(1)
  await poster.open[0]?.answer(429, { rateLimits: '60:log_item' })
  let answer: boolean | undefined
  void delivery.flush(2000).then((inTime) => (answer = inTime))
  await pass(1999)
  expect(answer).toBeUndefined()

  await pass(1)

  expect(answer).toBe(false)
  expect(poster.logRequests).toHaveLength(1)
  expect(delivery.queuedLogs).toBe(1)
})

it('a rate limit that ends in time lets it be true', async () => {
  const { poster, delivery, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)
  add(1)
  await poster.open[0]?.answer(429, { rateLimits: '1:log_item' })
  poster.reply = () => 200
  const flushed = delivery.flush(2000)

  await pass(1000)

  expect(await flushed).toBe(true)
})

it('a limit arriving mid-flush: what is not sent yet waits, and the answer is false', async () => {
  const { poster, delivery, owner, add, pass } = play({ maxBatchLogs: 1 })
  add(18)
  const flushed = delivery.flush(2000)
  await pass(0)
  await poster.answerOpen(429, { rateLimits: '60:log_item' })
  await pass(2000)

  expect(await flushed).toBe(false)
  expect(owner.reasons).toEqual({ rate_limited: 16 })
  expect(delivery.queuedLogs).toBe(2)
})

it('sends the report even while logs are limited', async () => {
  const { poster, delivery, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)
  await poster.open[0]?.answer(429, { rateLimits: '60:log_item' })
  poster.reply = () => 200
  add(1)

  expect(await delivery.flush(2000)).toBe(true)
  expect(poster.reports).toHaveLength(1)
})

it('with nothing to tell but drops is true at once while everything is limited', async () => {
  const { poster, delivery, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)
  await poster.open[0]?.answer(429)
  add(1)

  expect(await delivery.flush(2000)).toBe(true)
  expect(poster.reports).toEqual([])
})

it('is false when only the report got no answer in time', async () => {
  const { delivery, pass } = play()
  delivery.recordDrop('before_send', 1, 10)
  const flushed = delivery.flush(2000)

  await pass(2000)

  expect(await flushed).toBe(false)
})

it('that ran out of time sends no report afterwards', async () => {
  const { poster, delivery, add, pass } = play()
  add(1)
  const flushed = delivery.flush(1000)
  await pass(1000)
  await flushed

  await poster.open[0]?.answer(500)
  await pass(10_000)

  expect(poster.reports).toEqual([])
})
