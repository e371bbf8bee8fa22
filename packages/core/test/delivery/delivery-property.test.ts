import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DropReason } from '../../src/delivery/drops.ts'
import { severities, type Severity } from '../../src/severity.ts'
import { Account } from '../support/delivering.ts'
import { bodiesOf, play, type Play } from '../support/playing.ts'
import type { ScriptedRequest } from '../support/scripted-poster.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Something that a program, the network or the clock does; what gets no answer hangs. */
type Step =
  | {
      readonly do: 'add'
      readonly count: number
      readonly severity: Severity
      readonly isMine: boolean
    }
  | {
      readonly do: 'answer'
      readonly status: number
      readonly at: number
      readonly rateLimits: string
      readonly retryAfter: string
    }
  | { readonly do: 'fail'; readonly at: number }
  | { readonly do: 'failAll' }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'flush'; readonly ms: number }

const adding = fc.record({
  do: fc.constant('add' as const),
  count: fc.integer({ min: 1, max: 12 }),
  severity: fc.constantFrom(...severities),
  isMine: fc.boolean(),
})
const answering = fc.record({
  do: fc.constant('answer' as const),
  status: fc.constantFrom(200, 200, 204, 307, 400, 400, 413, 415, 429, 500, 502, 503, 504),
  at: fc.nat(20),
  rateLimits: fc.constantFrom('', '', '2:log_item', '3.5:log_byte', '2::org', '9:transaction', 'x'),
  retryAfter: fc.constantFrom('', '', '3', '0', '1e9', 'Mon, 23 Nov 2026 12:00:30 GMT'),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: adding },
  { weight: 6, arbitrary: answering },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'failAll' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(6000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('flush' as const), ms: fc.nat(3000) }) },
)

const settings = fc.record({
  compression: fc.constantFrom('br' as const, 'gzip' as const, 'none' as const),
  maxQueueBytes: fc.constantFrom(8000, 200_000),
  maxBatchLogs: fc.constantFrom(1, 4, 20),
})

/** A play with two owners, and what is known of it. */
interface Model extends Play {
  readonly owners: readonly Account[]
  added: number
  /** Most that the queue held when it took a log. */
  bytes: number
}

async function run(model: Model, next: Step): Promise<void> {
  const { poster, delivery, add, pass, owners } = model
  const logs = poster.open.filter(({ type }) => type === 'log')
  const request = 'at' in next ? logs[next.at % logs.length] : undefined
  switch (next.do) {
    case 'add':
      for (let count = 0; count < next.count; count += 1) {
        const before = lostBy(owners)
        const owner = owners[next.isMine ? 0 : 1]
        const body = String(model.added).padStart(5, '0')
        add(1, { body, severity: next.severity, ...(owner !== undefined && { owner }) })
        model.added += 1
        if (lostBy(owners) === before) model.bytes = Math.max(model.bytes, delivery.queuedBytes)
      }
      break
    case 'answer':
      await request?.answer(next.status, next)
      break
    case 'fail':
      await request?.fail()
      break
    case 'failAll':
      for (const open of logs) await open.fail()
      break
    case 'pass':
      await pass(next.ms)
      break
    case 'flush':
      void delivery.flush(next.ms)
  }
}

function expectBalance({ delivery, owners, added, poster }: Model): void {
  expect(toldOf(owners).logs + delivery.queuedLogs).toBe(added)
  expect(poster.open.length).toBeLessThanOrEqual(17)
}

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

function lostBy(owners: readonly Account[]): number {
  return owners.reduce((sum, { droppedLogs }) => sum + droppedLogs, 0)
}

/** Expects that nothing was accepted twice, and that all of it counts as delivered. */
function expectOnce({ poster, owners }: Model): void {
  const accepted = poster.logRequests
    .filter(({ outcome }) => outcome?.type === 'accepted')
    .flatMap(bodiesOf)
  const delivered = owners.reduce((sum, { deliveredLogs }) => sum + deliveredLogs, 0)
  expect(accepted).toHaveLength(delivered)
  expect(new Set(accepted).size).toBe(delivered)
}

type Sums = Partial<Record<DropReason, { logs: number; bytes: number }>>

/** What was dropped, as far as the server has to be told of it. */
function dropsOf(owners: readonly Account[]): Sums {
  const sums: Sums = {}
  for (const { reason, logs, bytes } of owners.flatMap(({ drops }) => drops)) {
    if (reason === 'rate_limited') continue
    const sum = sums[reason] ?? { logs: 0, bytes: 0 }
    sums[reason] = { logs: sum.logs + logs, bytes: sum.bytes + bytes }
  }
  return sums
}

/** What client reports told of drops. */
function toldTo(reports: readonly ScriptedRequest[]): Sums {
  const sums: Sums = {}
  for (const { payload } of reports) {
    const { discarded_events: events } = payload as {
      discarded_events: { reason: DropReason; category: string; quantity: number }[]
    }
    for (const { reason, category, quantity } of events) {
      const sum = (sums[reason] ??= { logs: 0, bytes: 0 })
      sum[category === 'log_item' ? 'logs' : 'bytes'] += quantity
    }
  }
  return sums
}

/** Plays any steps in any setting, then their end. */
async function whatever(end: (model: Model) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(
    fc.array(step, { maxLength: 40 }),
    settings,
    fc.constantFrom(0, 0.3, 1),
    async (steps, how, random) => {
      vi.clearAllTimers()
      vi.setSystemTime(Date.UTC(2026, 10, 23, 12, 0, 0))
      const played = play(how, () => random)
      const model = { ...played, owners: [played.owner, new Account()], added: 0, bytes: 0 }
      played.poster.reply = ({ type }) => (type === 'client_report' ? 200 : undefined)
      for (const next of steps) {
        await run(model, next)
        expectBalance(model)
      }
      await end(model)
      expectOnce(model)
      expect(model.bytes).toBeLessThanOrEqual(how.maxQueueBytes)
    },
  )
  await fc.assert(property, { numRuns: 1000 })
}

it('whatever happens, when the network is back each log is delivered, or dropped and reported, once', async () => {
  await whatever(async ({ poster, delivery, pass, owners }) => {
    poster.reply = () => 200
    await poster.answerOpen(200)
    await pass(130_000)

    expect(delivery.queuedLogs).toBe(0)
    expect(toldTo(poster.reports)).toEqual(dropsOf(owners))
  })
}, 60_000)

it('whatever happens, when it is closed each log was delivered or dropped, once', async () => {
  await whatever(async ({ delivery, pass, owners, added }) => {
    const closed = delivery.close(1000)
    await pass(1000)
    await closed

    expect([delivery.queuedLogs, delivery.queuedBytes]).toEqual([0, 0])
    expect(toldOf(owners)).toEqual({ logs: added, bytes: added * 5 })
    await pass(3000)
    expect(vi.getTimerCount()).toBe(0)
  })
}, 60_000)
