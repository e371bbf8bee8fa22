import { describe, expect, it } from 'vitest'
import { isLost, isReached, ratiosOf, rowsOf, type Compared, type Row } from '../bench/goals.mjs'

const cost: Row = {
  id: 'winston.call',
  what: 'winston: added in the call',
  unit: 'µs',
  more: false,
  goal: 3,
  value: 2,
  peer: 6,
  peerTitle: 'OpenTelemetry',
  floor: 4,
}
const rate: Row = { ...cost, unit: '/s', more: true, goal: 60_000, value: 90_000, floor: undefined }

describe('a number is reached', () => {
  it.each([
    [2.9, false, true],
    [3, false, true],
    [3.1, false, false],
    [3.1, true, true],
    [2.9, true, false],
  ])('%d against a goal of 3, more is better: %s, reached: %s', (value, more, expected) => {
    expect(isReached({ value, goal: 3, more })).toBe(expected)
  })

  it('only when it was measured', () => {
    expect(isReached({ value: undefined, goal: 3, more: false })).toBe(false)
  })
})

describe('a number that was reached', () => {
  const reached = ratiosOf(cost)

  it('is kept as itself, and as a part of the floor and of the best of the others', () => {
    expect(reached).toEqual({ value: 2, toFloor: 0.5, toPeer: 1 / 3 })
  })

  it('stays when it grows, up to a fifth above the goal', () => {
    expect(isLost({ ...cost, value: 3.59 }, reached)).toBe(false)
  })

  it('is lost more than a fifth above the goal, on a machine that is as fast', () => {
    expect(isLost({ ...cost, value: 3.61 }, reached)).toBe(true)
  })

  it('stays on a slower machine, where everything takes longer', () => {
    expect(isLost({ ...cost, value: 6, floor: 12, peer: 18 }, reached)).toBe(false)
  })

  it('stays while it is what it was of one of the two, since the other may have changed', () => {
    expect(isLost({ ...cost, value: 6, floor: 12 }, reached)).toBe(false)
    expect(isLost({ ...cost, value: 6, peer: 18 }, reached)).toBe(false)
  })

  it('is lost on a slower machine when it grew by more than a fifth beside both', () => {
    expect(isLost({ ...cost, value: 7.3, floor: 12, peer: 18 }, reached)).toBe(true)
  })

  it('is lost when it is no longer measured', () => {
    expect(isLost({ ...cost, value: undefined }, reached)).toBe(true)
  })

  it('is lost when a rate falls by more than a fifth below the goal', () => {
    const before = ratiosOf({ ...rate, peer: 40_000 })

    expect(isLost({ ...rate, value: 51_000, peer: 40_000 }, before)).toBe(false)
    expect(isLost({ ...rate, value: 49_000, peer: 40_000 }, before)).toBe(true)
  })

  it('of lost lines allows none', () => {
    const lines = { ...cost, unit: '%', goal: 0, floor: undefined }
    const before = ratiosOf({ ...lines, value: 0 })

    expect(isLost({ ...lines, value: 0 }, before)).toBe(false)
    expect(isLost({ ...lines, value: 0.01 }, before)).toBe(true)
  })
})

describe('the numbers to reach', () => {
  const candidates: readonly Compared[] = [
    compared('winston-floor', 'floor'),
    compared('ours-winston', 'ours'),
    compared('slow', 'peer'),
    compared('quick', 'peer'),
    compared('nothing', 'reference'),
  ]
  const costs = new Map([
    ['ours-winston', 2],
    ['slow', 9],
    ['quick', 5],
    ['nothing', 1],
  ])

  function compared(id: string, kind: Compared['kind']): Compared {
    return { id, kind, logger: 'winston', title: id }
  }

  it('stand beside the best of the others that deliver something', () => {
    const rows = rowsOf((candidate, measure) => {
      const addedCallUs = costs.get(candidate)
      return measure === 'burst' && addedCallUs !== undefined
        ? { addedCallUs, floorCallUs: 4 }
        : undefined
    }, candidates)

    expect(rows.find(({ id }) => id === 'winston.call')).toMatchObject({
      value: 2,
      goal: 3,
      peer: 5,
      peerTitle: 'quick',
      floor: 4,
    })
  })

  it('say of the others what was bought with lost lines', () => {
    const rows = rowsOf((candidate) => {
      const perSecond = costs.get(candidate)
      return perSecond === undefined ? undefined : { perSecond, lostPercent: 0.2 }
    }, candidates)

    expect(rows.find(({ id }) => id === 'winston.burst-rate')).toMatchObject({
      value: 2,
      floor: undefined,
      peer: 9,
      peerTitle: 'slow, losing 1 %',
    })
  })

  it('hold pino against its own worker transport', () => {
    const numbers = new Map([
      ['ours-pino', 1],
      ['pino-file', 2],
    ])
    const rows = rowsOf((candidate) => {
      const addedCallUs = numbers.get(candidate)
      return addedCallUs === undefined ? undefined : { addedCallUs }
    }, candidates)

    expect(rows.find(({ id }) => id === 'pino.call')).toMatchObject({ value: 0.5, goal: 1.05 })
  })
})
