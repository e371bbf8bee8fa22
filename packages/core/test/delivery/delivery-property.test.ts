import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { severities, type Severity } from '../../src/severity.ts'
import { Account } from '../support/delivering.ts'
import { play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Something that a program, the network or the clock does. */
type Step =
  | {
      readonly do: 'add'
      readonly count: number
      readonly severity: Severity
      readonly isMine: boolean
    }
  | { readonly do: 'answer'; readonly status: number; readonly at: number; readonly limit: string }
  | { readonly do: 'fail'; readonly at: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'flush' }
  | { readonly do: 'close' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      count: fc.integer({ min: 1, max: 12 }),
      severity: fc.constantFrom(...severities),
      isMine: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      status: fc.constantFrom(200, 200, 200, 204, 307, 400, 413, 415, 429, 500, 503),
      at: fc.nat(20),
      limit: fc.constantFrom('', '', '2:log_item', '3.5:log_byte', '2::org', '9:transaction', 'x'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), at: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(6000) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'flush' as const }) },
)

/** What was told of all logs together. */
function toldOf(owners: readonly Account[]): { logs: number; bytes: number } {
  let [logs, bytes] = [0, 0]
  for (const owner of owners) {
    logs += owner.deliveredLogs + owner.droppedLogs
    bytes += owner.deliveredBytes
    for (const drop of owner.drops) bytes += drop.bytes
  }
  return { logs, bytes }
}

it('whatever happens, what was added is delivered, dropped or queued, each log once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.constantFrom('br' as const, 'gzip' as const, 'none' as const),
      fc.constantFrom(3000, 60_000),
      async (steps, compression, maxQueueBytes) => {
        const other = new Account()
        const { poster, delivery, owner, add, pass } = play({
          compression,
          maxQueueBytes,
          maxBatchLogs: 4,
        })
        let added = 0
        const run = async (next: Step): Promise<void> => {
          const request = 'at' in next ? poster.open[next.at % poster.open.length] : undefined
          switch (next.do) {
            case 'add':
              add(next.count, { severity: next.severity, owner: next.isMine ? owner : other })
              added += next.count
              break
            case 'answer':
              await request?.answer(next.status, { rateLimits: next.limit })
              break
            case 'fail':
              await request?.fail()
              break
            case 'pass':
              await pass(next.ms)
              break
            case 'flush':
              void delivery.flush(1000)
              break
            case 'close':
              void delivery.close(1000)
              await pass(3000)
          }
        }

        for (const next of [...steps, { do: 'close' } as const]) {
          await run(next)

          expect(toldOf([owner, other]).logs + delivery.queuedLogs).toBe(added)
          expect(delivery.queuedBytes).toBeLessThanOrEqual(maxQueueBytes * 1.1)
          expect(poster.open.length).toBeLessThanOrEqual(17)
        }

        expect(delivery.queuedLogs).toBe(0)
        expect(delivery.queuedBytes).toBe(0)
        expect(toldOf([owner, other])).toEqual({ logs: added, bytes: added * 5 })
      },
    ),
    { numRuns: 1000 },
  )
}, 60_000)
