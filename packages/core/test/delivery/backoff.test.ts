import { expect, it } from 'vitest'
import { backoffMs, spreadMs } from '../../src/delivery/backoff.ts'

it.each([
  [1, 1000],
  [2, 2000],
  [3, 4000],
  [4, 8000],
  [5, 16_000],
  [6, 30_000],
  [7, 30_000],
  [5000, 30_000],
])('after %i failures in a row it is any time up to %i ms', (failures, ms) => {
  expect(backoffMs(failures, 0)).toBe(0)
  expect(backoffMs(failures, 0.25)).toBe(ms / 4)
  expect(backoffMs(failures, 1)).toBe(ms)
})

it('ten thousand clients whose endpoint is away make at most 700 tries a second together', () => {
  const clients = 10_000
  let pausesMs = 0
  for (let client = 0; client < clients; client += 1) pausesMs += backoffMs(9, client / clients)

  expect(clients / (pausesMs / clients / 1000)).toBeLessThan(700)
})

it.each([
  [0, 0],
  [1000, 1000],
  [30_000, 30_000],
  [300_000, 30_000],
])('who was asked for %i ms comes back any time up to %i ms later', (askedMs, ms) => {
  expect(spreadMs(askedMs, 0)).toBe(0)
  expect(spreadMs(askedMs, 0.25)).toBe(ms / 4)
  expect(spreadMs(askedMs, 1)).toBe(ms)
})
