import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Batch, overheadBytes } from '../../src/delivery/batch.ts'
import { serializeLogs } from '../../src/delivery/envelope.ts'
import type { Severity } from '../../src/severity.ts'
import { Account, encodedLog } from '../support/delivering.ts'

const limits = { maxBatchLogs: 100, flushIntervalMs: 5000, urgentIntervalMs: 500 }

function batchOf(...severities: readonly [Severity, number][]): Batch {
  const batch = new Batch(limits)
  for (const [severity, now] of severities) batch.add(encodedLog({ severity }), 100, now)
  return batch
}

describe('its deadline', () => {
  it.each<[string, readonly [Severity, number][], number]>([
    ['is none while it is empty', [], Number.POSITIVE_INFINITY],
    [
      'stands from the first log on',
      [
        ['info', 1000],
        ['info', 4000],
      ],
      6000,
    ],
    [
      'comes sooner with an error',
      [
        ['info', 1000],
        ['error', 2000],
      ],
      2500,
    ],
    [
      'is not put off by an error near its end',
      [
        ['info', 1000],
        ['error', 5900],
      ],
      6000,
    ],
    [
      'is not put off by a second error',
      [
        ['error', 1000],
        ['error', 1400],
      ],
      1500,
    ],
    [
      'is now with a fatal',
      [
        ['info', 1000],
        ['fatal', 1200],
      ],
      1200,
    ],
    [
      'is not put off after a fatal',
      [
        ['fatal', 1000],
        ['info', 1200],
      ],
      1000,
    ],
  ])('%s', (_case, severities, deadline) => {
    expect(batchOf(...severities).deadline).toBe(deadline)
  })

  it('of an error is never later than that of another log', () => {
    const batch = new Batch({ ...limits, flushIntervalMs: 200 })

    batch.add(encodedLog({ severity: 'error' }), 100, 1000)

    expect(batch.deadline).toBe(1200)
  })
})

it('is full with as many logs as are allowed', () => {
  const batch = new Batch({ ...limits, maxBatchLogs: 2 })

  batch.add(encodedLog(), 100, 0)
  expect(batch.isFull).toBe(false)
  batch.add(encodedLog(), 100, 0)

  expect(batch.isFull).toBe(true)
})

it('has room for any log while it is empty, and for none beyond 1 MiB', () => {
  const batch = new Batch(limits)

  expect(batch.hasRoomFor(5_000_000)).toBe(true)
  batch.add(encodedLog(), 1_000_000, 0)

  expect(batch.hasRoomFor(48_000)).toBe(true)
  expect(batch.hasRoomFor(49_000)).toBe(false)
})

it('weighs nothing while it is empty', () => {
  expect(new Batch(limits).bytes).toBe(0)
})

it('never holds more than 1 MiB, and does not weigh more as an envelope', () => {
  const sdk = { name: 'logs-to-sentry', version: '10.10.10' }
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 2, max: 400_000 }), { maxLength: 20 }), (sizes) => {
      const batch = new Batch(limits)

      for (const size of sizes) {
        if (!batch.hasRoomFor(size)) continue
        batch.add(encodedLog({ json: `"${'x'.repeat(size - 2)}"` }), size, 0)
      }

      const envelope = Buffer.from(serializeLogs({ sdk }, batch.logs))
      const [, , payload = ''] = envelope.toString().split('\n')
      expect(payload.length).toBeLessThanOrEqual(1024 * 1024)
      if (batch.isEmpty) return
      expect(batch.bytes).toBeGreaterThanOrEqual(envelope.byteLength + overheadBytes)
      expect(batch.bytes).toBeLessThan(envelope.byteLength + overheadBytes + 300)
    }),
    { numRuns: 30 },
  )
})

it('knows whose logs it holds', () => {
  const [a, b] = [new Account(), new Account()]
  const batch = new Batch(limits)
  for (const owner of [a, b, a]) batch.add(encodedLog({ owner, billedBytes: 10 }), 100, 0)

  batch.shares.deliver()

  expect([a.deliveredLogs, a.deliveredBytes]).toEqual([2, 20])
  expect([b.deliveredLogs, b.deliveredBytes]).toEqual([1, 10])
})
