import { describe, expect, it } from 'vitest'
import { Line } from '../../src/delivery/line.ts'

/** A line whose pauses are as long as can be. */
function lineOf(failures = 0): Line {
  const line = new Line(() => 1)
  for (let failure = 0; failure < failures; failure += 1) line.fail(line.begin(), 0, 0)
  return line
}

/** Begins as many requests as there is room for. */
function fill(line: Line): number[] {
  const eras: number[] = []
  while (line.room > 0) eras.push(line.begin())
  return eras
}

describe('while the endpoint is there', () => {
  it('sixteen requests may be under way, at once', () => {
    const line = lineOf()

    expect(fill(line)).toHaveLength(16)
    expect([line.isAway, line.opensAt]).toEqual([false, 0])
  })

  it('an answer makes room for one more, and is no news', () => {
    const line = lineOf()
    const [first = -1] = fill(line)

    expect(line.answer(first)).toBe(false)
    expect(fill(line)).toHaveLength(1)
  })
})

describe('while it is away', () => {
  it('one request may be under way, after a pause', () => {
    const line = lineOf()

    expect(line.fail(line.begin(), 0, 500)).toBe(true)

    expect([line.isAway, line.opensAt]).toEqual([true, 1500])
    expect(fill(line)).toHaveLength(1)
  })

  it('each further failure makes the pause longer, and is no news', () => {
    const line = lineOf(1)
    const pauses = [2000, 4000, 8000, 16_000, 30_000, 30_000]

    for (const ms of pauses) {
      expect(line.fail(line.begin(), 0, 0)).toBe(false)
      expect(line.opensAt).toBe(ms)
    }
  })

  it('those that were under way when it went away count as one failure', () => {
    const line = lineOf()
    const eras = fill(line)

    expect(eras.map((era) => line.fail(era, 0, 100))).toEqual([
      true,
      ...Array.from({ length: 15 }, () => false),
    ])
    expect(line.opensAt).toBe(1100)
  })

  it('an answer to one of them does not mean that it is back', () => {
    const line = lineOf()
    const [first = -1, second = -1] = fill(line)
    line.fail(first, 0, 100)

    expect(line.answer(second)).toBe(false)
    expect([line.isAway, line.opensAt]).toEqual([true, 1100])
  })

  it.each([
    ['a part of as long again', 10_000, 0.25, 13_000],
    ['at most half a minute', 300_000, 1, 330_500],
    ['at least the pause', 100, 1, 1600],
  ])('what it asked for comes before the pause, which is then %s', (_case, askedMs, random, at) => {
    const line = new Line(() => random)

    line.fail(line.begin(), askedMs, 500)

    expect(line.opensAt).toBe(at)
  })
})

describe('when it is back', () => {
  it('the number of requests under way doubles with each round trip, up to sixteen', () => {
    const line = lineOf(3)
    const rounds: number[] = []
    for (let round = 0; round < 6; round += 1) {
      const eras = fill(line)
      rounds.push(eras.length)
      for (const era of eras) line.answer(era)
    }

    expect(rounds).toEqual([1, 2, 4, 8, 16, 16])
  })

  it('the first answer is news, and ends the pause', () => {
    const line = lineOf(3)

    expect(line.answer(line.begin())).toBe(true)
    expect([line.isAway, line.opensAt]).toEqual([false, 0])
  })

  it.each([
    [3, 1, 4000],
    [3, 2, 2000],
    [3, 3, 1000],
    [3, 9, 1000],
    [1000, 1, 30_000],
    [1000, 6, 1000],
  ])(
    'pauses get short again with each answer: after %i failures and %i answers up to %i ms',
    (failures, answers, ms) => {
      const line = lineOf(failures)
      for (let answer = 0; answer < answers; answer += 1) line.answer(line.begin())

      expect(line.fail(line.begin(), 0, 0)).toBe(true)

      expect(line.opensAt).toBe(ms)
    },
  )

  it('old requests that still hang count among the sixteen', () => {
    const line = lineOf()
    const [first = -1, ...hanging] = fill(line)
    line.fail(first, 0, 0)
    line.answer(line.begin())

    expect(fill(line)).toHaveLength(1)
    for (const era of hanging) line.fail(era, 0, 0)
    expect(fill(line)).toHaveLength(1)
    expect(line.isAway).toBe(false)
  })
})

describe('somebody in a hurry', () => {
  it('is not kept waiting for the end of a pause', () => {
    const line = lineOf(6)

    line.hurry(10_000, 5000)

    expect(line.opensAt).toBe(5000)
  })

  it('makes no difference while the endpoint is there', () => {
    const line = lineOf()

    line.hurry(10_000, 5000)

    expect(line.opensAt).toBe(0)
  })

  it('has it tried again each time that half of what is left has passed', () => {
    const line = lineOf(6)
    line.hurry(2000, 0)
    const tries: number[] = []
    for (let now = 0; now < 2000; now = line.opensAt) {
      tries.push(now)
      line.fail(line.begin(), 0, now)
    }

    expect(tries).toEqual([0, 1000, 1500, 1750, 1875, 1975])
  })

  it('the one with the least time counts', () => {
    const line = lineOf(6)
    line.hurry(60_000, 0)
    line.hurry(2000, 0)

    line.fail(line.begin(), 0, 0)

    expect(line.opensAt).toBe(1000)
  })

  it('who has gone counts no more', () => {
    const line = lineOf(6)
    const end = line.hurry(2000, 0)
    end()

    line.fail(line.begin(), 0, 0)

    expect(line.opensAt).toBe(30_000)
  })

  it('however often somebody is, ten tries a second are enough', () => {
    const line = lineOf(1)

    line.hurry(2000, 40)

    expect(line.opensAt).toBe(100)
  })

  it('waits as long as the endpoint asked for, when that ends in time', () => {
    const line = lineOf()
    line.fail(line.begin(), 1500, 0)

    line.hurry(2000, 500)

    expect(line.opensAt).toBe(1500)
  })

  it('tries at once when it does not', () => {
    const line = lineOf()
    line.fail(line.begin(), 1500, 0)

    line.hurry(1400, 500)

    expect(line.opensAt).toBe(500)
  })
})
