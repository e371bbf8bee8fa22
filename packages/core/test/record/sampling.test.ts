import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSampled } from '../../src/record/sampling.ts'
import { randomTraceId } from '../../src/record/trace.ts'

const info = { severityNumber: 9, traceId: randomTraceId(), inTrace: false }

it('a rate of 1 keeps every log and a rate of 0 none', () => {
  expect(isSampled(info, 1, () => 0.999)).toBe(true)
  expect(isSampled(info, 0, () => 0)).toBe(false)
  expect(isSampled({ ...info, inTrace: true }, 0)).toBe(false)
})

it('a log in no real trace is kept when the random number is below the rate', () => {
  expect(isSampled(info, 0.5, () => 0.49)).toBe(true)
  expect(isSampled(info, 0.5, () => 0.5)).toBe(false)
})

it('each severity has its own rate, and 1 where none is named', () => {
  const rates = { debug: 0, info: 0.5 }

  expect(isSampled({ ...info, severityNumber: 5 }, rates, () => 0)).toBe(false)
  expect(isSampled(info, rates, () => 0.4)).toBe(true)
  expect(isSampled({ ...info, severityNumber: 17 }, rates, () => 0.99)).toBe(true)
})

it('the logs of one trace are kept or dropped together', () => {
  const log = { ...info, inTrace: true }
  const first = isSampled(log, 0.5)

  for (let i = 0; i < 100; i++) expect(isSampled(log, 0.5)).toBe(first)
})

it('what a trace keeps at one rate it keeps at every higher rate', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b) => {
        const log = { ...info, traceId: randomTraceId(), inTrace: true }
        const [low, high] = [Math.min(a, b), Math.max(a, b)]

        expect(isSampled(log, low) && !isSampled(log, high)).toBe(false)
      },
    ),
  )
})

it('a rate keeps about that share of traces, also where their ids count up', () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => (i + 1).toString(16).padStart(32, '0'))
  const kept = ids.filter((traceId) => isSampled({ ...info, traceId, inTrace: true }, 0.25))

  expect(kept.length / ids.length).toBeCloseTo(0.25, 1)
})
