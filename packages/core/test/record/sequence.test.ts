import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Sequence } from '../../src/record/sequence.ts'

it('logs within one millisecond are numbered from 0', () => {
  const sequence = new Sequence()

  expect([5, 5.4, 5.9].map((time) => sequence.next(time))).toEqual([0, 1, 2])
})

it('a later millisecond starts again at 0', () => {
  const sequence = new Sequence()

  expect([5, 5, 6, 7].map((time) => sequence.next(time))).toEqual([0, 1, 0, 0])
})

it('the number goes on rising while time steps back', () => {
  const sequence = new Sequence()

  expect([9, 3, 9, 3].map((time) => sequence.next(time))).toEqual([0, 1, 2, 3])
})

it('logs of equal times are in order of their numbers, however time jumps', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (times) => {
      const sequence = new Sequence()
      const latest = new Map<number, number>()
      for (const time of times) {
        const number = sequence.next(time)
        expect(number).toBeGreaterThan(latest.get(time) ?? -1)
        latest.set(time, number)
      }
    }),
  )
})
