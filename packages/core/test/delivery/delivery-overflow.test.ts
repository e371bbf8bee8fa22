import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Account } from '../support/delivering.ts'
import { play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('refuses the least severe first, and an error last', async () => {
  const { delivery, add } = play({ maxQueueBytes: 60_000, compression: 'none' })
  const owners = { info: new Account(), warn: new Account(), error: new Account() }
  const severities = ['info', 'warn', 'error'] as const

  for (const severity of severities) add(500, { severity, owner: owners[severity] })

  const taken = severities.map((severity) => 500 - owners[severity].droppedLogs)
  expect(taken[0]).toBeGreaterThan(taken[1] ?? 0)
  expect(Math.min(...taken)).toBeGreaterThan(0)
  expect(owners.info.reasons).toEqual({ queue_overflow: owners.info.droppedLogs })
  expect(delivery.queuedBytes).toBeLessThanOrEqual(60_000)
  expect(delivery.queuedBytes).toBeGreaterThan(58_000)
})

it('a queue that was full takes logs again once something has gone', async () => {
  const { poster, owner, add, pass } = play({ maxQueueBytes: 20_000, compression: 'none' })
  add(300)
  const lost = owner.droppedLogs
  expect(lost).toBeGreaterThan(0)
  await pass(5000)
  await poster.answerOpen(200)

  add(1)

  expect(owner.droppedLogs).toBe(lost)
})

it('an open batch that fills the queue is compressed before a log is refused', () => {
  const { owner, add } = play({ maxQueueBytes: 20_000 })

  add(300)

  expect(owner.drops).toEqual([])
})

it('counts what overflowed in the client report, in logs and in bytes', async () => {
  const { poster, owner, add, pass } = play({ maxQueueBytes: 4000, compression: 'none' })
  add(100, { billedBytes: 7 })
  const lost = owner.droppedLogs

  await pass(60_000)

  expect(lost).toBeGreaterThan(50)
  expect(poster.reports[0]?.payload).toMatchObject({
    discarded_events: [
      { reason: 'queue_overflow', category: 'log_item', quantity: lost },
      { reason: 'queue_overflow', category: 'log_byte', quantity: lost * 7 },
    ],
  })
})

it('a ledger that logs what it lost does not run away', () => {
  const { delivery, add } = play({ maxQueueBytes: 4000, compression: 'none' })
  const owner = new Account()
  let depth = 0
  owner.dropped = () => {
    depth += 1
    if (depth < 10) add(1, { owner })
  }

  expect(() => add(100, { owner })).not.toThrow()
  expect(delivery.queuedBytes).toBeLessThanOrEqual(4000)
})
