import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextTurn } from '../../src/delivery/alarm.ts'
import { SpoolPlay, type Step } from '../support/spool-play.ts'

const holder = fc.nat(2)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('push' as const),
      holder,
      logs: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('take' as const),
      holder,
      outcome: fc.constantFrom(
        'deliver' as const,
        'putBack' as const,
        'halve' as const,
        'wait' as const,
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('save' as const), holder }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      holders: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), holder }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('kill' as const), isAnswered: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('tear' as const),
      file: fc.nat(20),
      part: fc.double({ min: 0, max: 0.99, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('break' as const, 'mend' as const) }) },
)

it('whatever processes and disks do, each log is delivered once, told to be lost, or was only in the memory of one that was killed', async () => {
  const property = fc.asyncProperty(
    fc.array(step, { maxLength: 40, size: 'max' }),
    fc.constantFrom(16_384, 1_000_000),
    async (steps, maxBytes) => {
      using play = new SpoolPlay(maxBytes)
      await nextTurn()
      for (const next of steps) await play.run(next)
      await play.end()
      const { missing, untold, told, maxTold, twice } = play.account
      expect(missing).toBeLessThanOrEqual(told + untold)
      expect(told).toBeLessThanOrEqual(maxTold)
      expect(twice).toEqual([])
    },
  )
  await fc.assert(property, { numRuns: 150 })
}, 60_000)
