import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/delivery/outcome.ts'
import {
  allClosedUntil,
  extendLimits,
  logsClosedUntil,
  readRateLimits,
  type RateLimits,
} from '../../src/delivery/rate-limits.ts'

const wallNow = Date.parse('2026-11-01T12:00:00Z')

function read(answer: Partial<Answer>): Record<string, number> {
  const silent = { status: 200, rateLimits: undefined, retryAfter: undefined, error: undefined }
  return Object.fromEntries(readRateLimits({ ...silent, ...answer }, wallNow))
}

describe('X-Sentry-Rate-Limits', () => {
  it.each<[string, string, Record<string, number>]>([
    ['one category', '60:log_item:organization', { log_item: 60_000 }],
    ['no category means all', '60::organization', { all: 60_000 }],
    ['only a number means all', '60', { all: 60_000 }],
    ['the other measure of logs', '60:log_byte:organization:quota', { log_byte: 60_000 }],
    ['a fraction of a second', '2.5:log_item', { log_item: 2500 }],
    ['zero', '0:log_item', { log_item: 0 }],
    ['several categories', '1:error;log_item;log_byte:key', { log_item: 1000, log_byte: 1000 }],
    ['an empty name among others', '1:;log_item', { log_item: 1000 }],
    ['a category that is not ours', '60:transaction:key', {}],
    ['a category that nobody knows', '60:fluff', {}],
    ['several limits', '60:log_item:org,10:log_byte:org', { log_item: 60_000, log_byte: 10_000 }],
    [
      'spaces anywhere',
      ' 60 : log_item ; error : org , 5 : : org ',
      { log_item: 60_000, all: 5000 },
    ],
    ['the longest of one category', '5:log_item,60:log_item,7:log_item', { log_item: 60_000 }],
    [
      'a limit that cannot be read beside one that can',
      'x:log_item,5:log_byte',
      { log_byte: 5000 },
    ],
    ['a negative number', '-5:log_item,5:log_byte', { log_byte: 5000 }],
    ['anything to the right', '5:log_item:a:b:c:d:e', { log_item: 5000 }],
  ])('%s: %s', (_case, rateLimits, expected) => {
    expect(read({ rateLimits })).toEqual(expected)
    expect(read({ rateLimits, status: 429 })).toEqual(expected)
    expect(read({ rateLimits, status: 503 })).toEqual(expected)
  })

  it('wins over Retry-After', () => {
    const answer = { status: 429, rateLimits: '1:log_item', retryAfter: '500' }

    expect(read(answer)).toEqual({ log_item: 1000 })
  })

  it.each(['', 'soon', ':log_item', '-1:log_item'])(
    'counts as absent when nothing in it can be read: "%s"',
    (rateLimits) => {
      expect(read({ rateLimits })).toEqual({})
      expect(read({ rateLimits, status: 429 })).toEqual({ all: 60_000 })
    },
  )
})

describe('Retry-After', () => {
  it.each<[string, number]>([
    ['120', 120_000],
    ['0.5', 500],
    ['0', 0],
    ['Sun, 01 Nov 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Nov 2026 11:00:00 GMT', 0],
    ['in a while', 60_000],
    ['', 60_000],
  ])('on 429 closes everything: %s', (retryAfter, ms) => {
    expect(read({ status: 429, retryAfter })).toEqual({ all: ms })
  })

  it('is ignored on other answers', () => {
    expect(read({ status: 503, retryAfter: '120' })).toEqual({})
    expect(read({ status: 200, retryAfter: '120' })).toEqual({})
  })
})

it('429 without a header closes everything for a minute', () => {
  expect(read({ status: 429 })).toEqual({ all: 60_000 })
})

describe('extendLimits', () => {
  it('keeps the later end of two limits for one category', () => {
    const long = extendLimits(new Map(), new Map([['log_item', 60_000]]), 1000)
    const both = extendLimits(long, new Map([['log_item', 5000]]), 2000)

    expect(both.get('log_item')).toBe(61_000)
  })

  it('leaves what it was given as it was', () => {
    const before: RateLimits = new Map()

    extendLimits(before, new Map([['all', 1000]]), 0)

    expect(before.size).toBe(0)
  })

  it('never opens a category earlier than one of its limits said', () => {
    const delays = fc.record({
      category: fc.constantFrom('all' as const, 'log_item' as const, 'log_byte' as const),
      ms: fc.nat(100_000),
      now: fc.nat(100_000),
    })
    fc.assert(
      fc.property(fc.array(delays), (steps) => {
        let limits: RateLimits = new Map()
        for (const { category, ms, now } of steps) {
          limits = extendLimits(limits, new Map([[category, ms]]), now)
        }

        for (const { category, ms, now } of steps) {
          expect(limits.get(category)).toBeGreaterThanOrEqual(now + ms)
        }
      }),
    )
  })
})

describe('what is closed until when', () => {
  it.each<[string, RateLimits, { logs: number; all: number }]>([
    ['nothing', new Map(), { logs: 0, all: 0 }],
    ['log_item', new Map([['log_item', 5]]), { logs: 5, all: 0 }],
    ['log_byte', new Map([['log_byte', 5]]), { logs: 5, all: 0 }],
    ['everything', new Map([['all', 5]]), { logs: 5, all: 5 }],
    [
      'both',
      new Map([
        ['all', 5],
        ['log_item', 9],
      ]),
      { logs: 9, all: 5 },
    ],
    [
      'both the other way',
      new Map([
        ['all', 9],
        ['log_byte', 5],
      ]),
      { logs: 9, all: 9 },
    ],
  ])('%s', (_case, limits, { logs, all }) => {
    expect(logsClosedUntil(limits)).toBe(logs)
    expect(allClosedUntil(limits)).toBe(all)
  })
})
