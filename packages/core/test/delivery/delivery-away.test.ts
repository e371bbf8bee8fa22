import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { play, type Play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A play whose endpoint has failed so often that the next try is half a minute away. */
async function longAway(): Promise<Play> {
  const played = play()
  played.add(1, { severity: 'fatal' })
  for (const ms of [0, 1000, 2000, 4000, 8000, 16_000]) {
    await played.pass(ms)
    await played.poster.failOpen('ECONNREFUSED')
  }
  await played.pass(1000)
  played.poster.all.splice(0)
  return played
}

describe('flush while the endpoint is away', () => {
  it('tries at once, and is true when that delivers everything', async () => {
    const { poster, delivery, owner, add } = await longAway()
    add(2)
    poster.reply = () => 200

    expect(await delivery.flush(2000)).toBe(true)
    expect(owner).toMatchObject({ deliveredLogs: 3, drops: [] })
  })

  it('is false at its timeout, and everything stays queued', async () => {
    const { poster, delivery, owner, add, pass } = await longAway()
    add(2)
    const flushed = delivery.flush(2000)
    for (let ms = 0; ms < 2000; ms += 1) {
      await pass(1)
      await poster.failOpen()
    }

    expect(await flushed).toBe(false)
    expect(delivery.queuedLogs).toBe(3)
    expect(owner.drops).toEqual([])
    expect(poster.all.length).toBeLessThanOrEqual(6)
  })

  it('delivers everything when the endpoint is back before its timeout', async () => {
    const { poster, delivery, owner, pass } = await longAway()
    const flushed = delivery.flush(2000)
    await pass(0)
    await poster.failOpen()
    poster.reply = () => 200
    await pass(1000)

    expect(await flushed).toBe(true)
    expect(owner.deliveredLogs).toBe(1)
  })

  it('waits for a try that is under way instead of making another', async () => {
    const { poster, delivery, pass } = await longAway()
    await pass(29_000)
    const flushed = delivery.flush(2000)
    await pass(500)
    expect(poster.open).toHaveLength(1)

    await poster.open[0]?.answer(200)

    await pass(0)
    expect(await flushed).toBe(true)
  })

  it('called without end makes ten tries a second at most, one at a time', async () => {
    const { poster, delivery, pass } = await longAway()
    for (let ms = 0; ms < 1000; ms += 1) {
      void delivery.flush(5)
      await pass(1)
      expect(poster.open.length).toBeLessThanOrEqual(1)
      await poster.failOpen()
    }

    expect(poster.all.length).toBeLessThanOrEqual(10)
    expect(poster.all.length).toBeGreaterThan(5)
  })

  it('once it has ended, the pauses are long again', async () => {
    const { poster, delivery, pass } = await longAway()
    void delivery.flush(1000)
    await pass(0)
    await poster.failOpen()
    await pass(500)
    await pass(500)
    await poster.failOpen()
    const tries = poster.all.length

    await pass(29_999)
    expect(poster.all).toHaveLength(tries)
    await pass(1)

    expect(poster.all).toHaveLength(tries + 1)
  })

  it('waits for what Retry-After asked for, when that ends in time', async () => {
    const { poster, delivery, pass } = await longAway()
    await pass(29_000)
    await poster.open[0]?.answer(503, { retryAfter: '1.5' })
    const flushed = delivery.flush(2000)
    poster.reply = () => 200
    await pass(1499)
    expect(poster.all).toHaveLength(1)
    await pass(1)

    expect(await flushed).toBe(true)
  })

  it('tries once when Retry-After ends too late, and keeps quiet then', async () => {
    const { poster, delivery, pass } = await longAway()
    await pass(29_000)
    await poster.open[0]?.answer(503, { retryAfter: '60' })
    const flushed = delivery.flush(2000)
    await pass(100)
    await poster.open[0]?.answer(503, { retryAfter: '60' })
    await pass(1900)

    expect(await flushed).toBe(false)
    expect(poster.all).toHaveLength(2)
  })

  it('of nothing is true at once', async () => {
    const { poster, delivery, pass } = await longAway()
    poster.reply = () => 200
    await delivery.flush(2000)
    poster.reply = undefined
    const flushed = delivery.flush(2000)
    await pass(0)

    expect(await flushed).toBe(true)
  })
})

describe('close while the endpoint is away', () => {
  it('delivers everything when the endpoint is back in time', async () => {
    const { poster, delivery, owner, add } = await longAway()
    add(2)
    poster.reply = () => 200

    expect(await delivery.close(2000)).toBe(true)
    expect(owner).toMatchObject({ deliveredLogs: 3, drops: [] })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('gives up at its timeout what is left, counts it, and says why', async () => {
    const { poster, delivery, owner, add, pass } = await longAway()
    add(2)
    const closed = delivery.close(2000)
    for (let ms = 0; ms < 2000; ms += 100) {
      await poster.failOpen()
      await pass(100)
    }

    expect(await closed).toBe(false)
    expect(owner.reasons).toEqual({ network_error: 3 })
    expect(owner.drops).toMatchObject([{ error: 'ECONNREFUSED' }, { error: 'ECONNREFUSED' }])
    expect([delivery.queuedLogs, delivery.queuedBytes]).toEqual([0, 0])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not blame an outage that is over', async () => {
    const { poster, delivery, owner, add, pass } = await longAway()
    await pass(29_000)
    await poster.open[0]?.answer(200)
    add(1, { severity: 'fatal' })
    await pass(0)

    await Promise.all([delivery.close(1000), pass(1000)])

    expect(owner.drops).toMatchObject([{ reason: 'network_error', error: 'closed' }])
  })

  it('is no outage', async () => {
    const messages: string[] = []
    const { delivery, add, pass } = play({ onDiagnostic: (message) => messages.push(message) })
    add(1)

    await Promise.all([delivery.close(1000), pass(1000)])

    expect(messages).toEqual(['dropped 1 log: network_error (closed)'])
  })

  it('counts what is on its way and what is logged meanwhile, too', async () => {
    const { poster, delivery, owner, add, pass } = play({ maxBatchLogs: 1 })
    add(20)
    const closed = delivery.close(2000)
    await pass(100)
    add(1)
    expect(poster.open).toHaveLength(16)
    await pass(1900)

    expect(await closed).toBe(false)
    expect(owner.reasons).toEqual({ network_error: 21 })
    expect(delivery.queuedLogs).toBe(0)
  })

  it('starts nothing afterwards', async () => {
    const { poster, delivery, pass } = await longAway()
    await Promise.all([delivery.close(0), pass(1)])
    const tries = poster.all.length

    await pass(120_000)

    expect(poster.all).toHaveLength(tries)
    expect(vi.getTimerCount()).toBe(0)
  })
})
