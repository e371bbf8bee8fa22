import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bodiesOf, play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a batch goes five seconds after its first log, whatever comes later', async () => {
  const { poster, add, pass } = play()
  add(1)
  await pass(4900)
  add(1)
  expect(poster.all).toEqual([])

  await pass(100)

  expect(poster.all.map((request) => bodiesOf(request).length)).toEqual([2])
})

it('the next batch has five seconds of its own', async () => {
  const { poster, add, pass } = play()
  poster.reply = () => 200
  add(1)
  await pass(6000)
  add(1)

  await pass(4999)
  expect(poster.all).toHaveLength(1)
  await pass(1)

  expect(poster.all).toHaveLength(2)
})

it('101 logs make two envelopes, 100 at once and the last in time, in order', async () => {
  const { poster, delivery, add, pass } = play()
  for (let body = 1; body <= 101; body += 1) add(1, { body: String(body) })
  await pass(0)
  expect(poster.all).toHaveLength(1)

  await pass(5000)

  const bodies = poster.all.map(bodiesOf)
  expect(bodies.map(({ length }) => length)).toEqual([100, 1])
  expect(bodies.flat()).toEqual(Array.from({ length: 101 }, (_, index) => String(index + 1)))
  expect(delivery.queuedLogs).toBe(101)
})

it('an error takes its batch along after half a second', async () => {
  const { poster, add, pass } = play()
  add(1, { body: 'first' })
  await pass(1000)
  add(1, { body: 'second', severity: 'error' })
  await pass(499)
  expect(poster.all).toEqual([])

  await pass(1)

  expect(poster.all.map(bodiesOf)).toEqual([['first', 'second']])
})

it('a fatal waits for the end of the tick only', async () => {
  const { poster, add, pass } = play()
  add(1, { severity: 'fatal' })
  expect(poster.all).toEqual([])

  await pass(0)

  expect(poster.all).toHaveLength(1)
})

it('a loop of fatals makes full batches', async () => {
  const { poster, add, pass } = play()
  add(250, { severity: 'fatal' })

  await pass(0)

  expect(poster.all.map((request) => bodiesOf(request).length)).toEqual([100, 100, 50])
})

it('an envelope holds at most 1 MiB of JSON', async () => {
  const { poster, add, pass } = play()
  add(5, { body: 'é'.repeat(150_000) })

  await pass(5000)

  expect(poster.all.map((request) => bodiesOf(request).length)).toEqual([3, 2])
  for (const { payload } of poster.all) {
    expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThanOrEqual(1024 * 1024)
  }
})

it.each([
  ['br', { 'content-encoding': 'br' }],
  ['gzip', { 'content-encoding': 'gzip' }],
] as const)('what waits is compressed: %s', async (compression, headers) => {
  const { poster, delivery, add, pass } = play({ compression })
  const body = 'a rather long line of a log '.repeat(10)

  add(99, { body })
  const open = delivery.queuedBytes
  add(1, { body })
  const sealed = delivery.queuedBytes
  await pass(0)

  expect(open).toBeGreaterThan(99 * body.length)
  expect(sealed).toBeLessThan(open / 20)
  expect(poster.all).toMatchObject([{ headers }])
})

it('none sends the bytes as they are', async () => {
  const { poster, add, pass } = play({ compression: 'none' })
  add(1, { severity: 'fatal' })

  await pass(0)

  expect(poster.all[0]?.headers).not.toHaveProperty('content-encoding')
})

it('without a log there is no timer', () => {
  play()

  expect(vi.getTimerCount()).toBe(0)
})
