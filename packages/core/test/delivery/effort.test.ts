import { expect, it } from 'vitest'
import { EffortMeter } from '../../src/delivery/effort.ts'

const batch = 100

/** The efforts for `batches` that come at a steady rate from `start` on. */
function effortsOf(
  meter: EffortMeter,
  start: number,
  batches: number,
  perSecond: number,
): string[] {
  return Array.from({ length: batches }, (_, at) =>
    meter.effortFor(batch, start + (at * 1000 * batch) / perSecond),
  )
}

it('up to 20 000 logs a second are compressed with the usual effort', () => {
  expect(new Set(effortsOf(new EffortMeter(), 0, 1000, 20_000))).toEqual(new Set(['usual']))
})

it('what a second has more is compressed with little effort', () => {
  const efforts = effortsOf(new EffortMeter(), 0, 500, 50_000)

  expect(efforts.slice(0, 200)).toEqual(Array(200).fill('usual'))
  expect(efforts.slice(200)).toEqual(Array(300).fill('little'))
})

it('a burst that goes on is compressed with little effort from its second second on', () => {
  const meter = new EffortMeter()
  effortsOf(meter, 0, 500, 50_000)

  expect(new Set(effortsOf(meter, 1000, 500, 50_000))).toEqual(new Set(['little']))
})

it('a burst that is over is forgotten a second later', () => {
  const meter = new EffortMeter()
  effortsOf(meter, 0, 500, 50_000)

  expect(meter.effortFor(batch, 2000)).toBe('usual')
})
