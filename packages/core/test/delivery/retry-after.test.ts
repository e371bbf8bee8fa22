import { describe, expect, it } from 'vitest'
import { parseRetryAfter, retryAfterMs } from '../../src/delivery/retry-after.ts'

const now = Date.UTC(2026, 10, 23, 12, 0, 0)

describe('parseRetryAfter', () => {
  it.each([
    ['120', 120_000],
    ['2.5', 2500],
    [' 7 ', 7000],
    ['0', 0],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 11:59:30 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('%j asks for %s ms', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms)
  })
})

describe('retryAfterMs', () => {
  it.each([
    ['10', 10_000],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['soon', 0],
    [undefined, 0],
  ])('%j is %i ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms)
  })

  it.each(['301', '86400', '9'.repeat(400), 'Mon, 23 Nov 2076 12:00:30 GMT'])(
    'is never longer than five minutes: %j',
    (header) => {
      expect(retryAfterMs(header, now)).toBe(300_000)
    },
  )
})
