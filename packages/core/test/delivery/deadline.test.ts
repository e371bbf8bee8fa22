import { expect, it, vi } from 'vitest'
import { isDoneWithin } from '../../src/delivery/deadline.ts'

it('is true when the work is done in time, and leaves no timer', async () => {
  vi.useFakeTimers()
  try {
    await expect(isDoneWithin(Promise.resolve(), 1000)).resolves.toBe(true)

    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

it('is false when time runs out', async () => {
  await expect(isDoneWithin(new Promise(() => {}), 1)).resolves.toBe(false)
})

it('may have all the time in the world', async () => {
  const soon = new Promise<void>((resolve) => void setTimeout(resolve, 5))

  await expect(isDoneWithin(soon, Number.POSITIVE_INFINITY)).resolves.toBe(true)
})
