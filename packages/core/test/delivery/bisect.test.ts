import { describe, expect, it } from 'vitest'
import { Bisection, type Search } from '../../src/delivery/bisect.ts'

interface Piece {
  readonly shares: { readonly logs: number }
  readonly search?: Search
}

const batchOf = (logs: number): Piece => ({ shares: { logs } })

/** Halves what is refused as long as it may be; gives what was dropped whole, and whole batches that wait. */
function refuseAll(bisection: Bisection, batch: Piece): { requests: number; dropped: number[] } {
  const [open, dropped] = [[batch], [] as number[]]
  let requests = 0
  for (let piece = open.shift(); piece !== undefined; piece = open.shift()) {
    requests += 1
    const verdict = bisection.refuse(piece)
    if (verdict.type === 'halve') {
      const half = piece.shares.logs >> 1
      for (const logs of [half, piece.shares.logs - half]) {
        open.push({ shares: { logs }, search: verdict.search })
      }
    } else if (verdict.type === 'drop') {
      dropped.push(piece.shares.logs)
      bisection.lose(piece)
    }
  }
  return { requests, dropped }
}

it('a batch that is refused whole costs no more than sixteen requests', () => {
  const { requests, dropped } = refuseAll(new Bisection(), batchOf(100))

  expect(requests).toBe(15)
  expect(dropped.reduce((sum, logs) => sum + logs, 0)).toBe(100)
})

it.each([1, 2, 3, 16, 17, 63, 64, 65, 99, 100])(
  'one culprit among %i logs is found alone, wherever it is',
  (logs) => {
    for (let culprit = 0; culprit < logs; culprit += 1) {
      const bisection = new Bisection()
      let [piece, place, requests] = [batchOf(logs), 0, 1]
      while (piece.shares.logs > 1) {
        const verdict = bisection.refuse(piece)
        if (verdict.type !== 'halve') throw new Error(`${verdict.type} of ${piece.shares.logs}`)
        const half = piece.shares.logs >> 1
        const isFirst = culprit < place + half
        bisection.accept({ shares: { logs: 1 }, search: verdict.search })
        const rest = piece.shares.logs - half
        if (!isFirst) place += half
        piece = { shares: { logs: isFirst ? half : rest }, search: verdict.search }
        requests += 2
      }

      expect(bisection.refuse(piece)).toEqual({ type: 'drop' })
      expect(place).toBe(culprit)
      expect(requests).toBeLessThanOrEqual(16)
    }
  },
)

describe('after three batches of which nothing was accepted', () => {
  it('no more are halved until something is accepted', () => {
    const bisection = new Bisection()
    for (let batch = 0; batch < 3; batch += 1) refuseAll(bisection, batchOf(10))

    expect(refuseAll(bisection, batchOf(10))).toEqual({ requests: 1, dropped: [10] })
    bisection.accept(batchOf(10))

    expect(refuseAll(bisection, batchOf(10)).requests).toBeGreaterThan(1)
  })

  it('batches of one log count, too', () => {
    const bisection = new Bisection()
    for (let batch = 0; batch < 3; batch += 1) refuseAll(bisection, batchOf(1))

    expect(bisection.refuse(batchOf(10))).toEqual({ type: 'drop' })
  })

  it('searches that have begun come to their end', () => {
    const bisection = new Bisection()
    const begun = bisection.refuse(batchOf(10))
    if (begun.type !== 'halve') throw new Error(begun.type)
    for (let batch = 0; batch < 3; batch += 1) refuseAll(bisection, batchOf(1))

    expect(bisection.refuse({ shares: { logs: 5 }, search: begun.search })).toEqual({
      type: 'drop',
    })
  })
})

describe('of batches that are refused at the same time', () => {
  it('three are halved, and the others wait', () => {
    const bisection = new Bisection()

    const verdicts = [1, 2, 3, 4, 5].map(() => bisection.refuse(batchOf(10)).type)

    expect(verdicts).toEqual(['halve', 'halve', 'halve', 'wait', 'wait'])
    expect(bisection.isDecided).toBe(false)
  })

  it('another one is when a piece of one was accepted', () => {
    const bisection = new Bisection()
    const [first] = [1, 2, 3].map(() => bisection.refuse(batchOf(10)))
    if (first?.type !== 'halve') throw new Error(first?.type)

    bisection.accept({ shares: { logs: 5 }, search: first.search })

    expect(bisection.isDecided).toBe(true)
    expect(bisection.refuse(batchOf(10)).type).toBe('halve')
    expect(bisection.refuse(batchOf(10)).type).toBe('wait')
  })

  it('those that wait are dropped when the three are lost', () => {
    const bisection = new Bisection()
    const begun = [1, 2, 3].map(() => bisection.refuse(batchOf(2)))
    for (const verdict of begun) {
      if (verdict.type !== 'halve') throw new Error(verdict.type)
      for (let half = 0; half < 2; half += 1) {
        const piece = { shares: { logs: 1 }, search: verdict.search }
        bisection.refuse(piece)
        bisection.lose(piece)
      }
    }

    expect(bisection.isDecided).toBe(true)
    expect(bisection.refuse(batchOf(10))).toEqual({ type: 'drop' })
  })
})
