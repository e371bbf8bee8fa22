import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Alarm } from '../../src/delivery/alarm.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function ringing(): { alarm: Alarm; rings: number[] } {
  const rings: number[] = []
  const start = performance.now()
  return { alarm: new Alarm(() => rings.push(performance.now() - start)), rings }
}

it('rings once, at its time', () => {
  const { alarm, rings } = ringing()

  alarm.set(performance.now() + 100)
  vi.advanceTimersByTime(1000)

  expect(rings).toEqual([100])
})

it('an earlier time wins, a later one is ignored', () => {
  const { alarm, rings } = ringing()

  for (const ms of [100, 50, 200]) alarm.set(performance.now() + ms)
  vi.advanceTimersByTime(1000)

  expect(rings).toEqual([50])
})

it('never rings before its time, however fine that is', () => {
  const { alarm, rings } = ringing()

  alarm.set(performance.now() + 10.4)
  vi.advanceTimersByTime(1000)

  expect(rings[0]).toBeGreaterThanOrEqual(10.4)
})

it('a time that is over rings at the end of the tick, not within the call', () => {
  const { alarm, rings } = ringing()

  alarm.set(performance.now() - 1)
  expect(rings).toEqual([])
  vi.runAllTimers()

  expect(rings).toEqual([0])
})

it('does not ring when it is cleared', () => {
  const { alarm, rings } = ringing()

  alarm.set(performance.now())
  alarm.clear()
  alarm.set(performance.now() + 10)
  alarm.clear()
  vi.advanceTimersByTime(1000)

  expect(rings).toEqual([])
})

it('can be set again after it rang', () => {
  const { alarm, rings } = ringing()

  alarm.set(performance.now() + 100)
  vi.advanceTimersByTime(500)
  alarm.set(performance.now() + 100)
  vi.advanceTimersByTime(500)

  expect(rings).toEqual([100, 600])
})

it('a time beyond what a timer can hold does not ring at once', () => {
  const { alarm, rings } = ringing()

  alarm.set(performance.now() + 2 ** 40)
  vi.advanceTimersByTime(1_000_000)

  expect(rings).toEqual([])
})
