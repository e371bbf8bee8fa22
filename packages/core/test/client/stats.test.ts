import { expect, it } from 'vitest'
import type { Drop } from '../../src/options/options.ts'
import { Account } from '../../src/client/stats.ts'

it('captured is delivered, dropped and queued together, at every step', () => {
  const account = new Account()
  account.enqueue(10)
  account.enqueue(20)
  account.enqueue(30)
  account.lose('before_send', 5)
  account.delivered(1, 10)
  account.dropped('send_error', 1, 20)

  expect(account.stats).toEqual({
    captured: 4,
    delivered: 1,
    dropped: { before_send: 1, send_error: 1 },
    queued: 1,
    spooled: 0,
    queuedBytes: 30,
  })
})

it('onDrop hears of every loss, with its error', () => {
  const drops: Drop[] = []
  const account = new Account((drop) => drops.push(drop))
  const error = new Error('refused')
  account.enqueue(8)
  account.dropped('send_error', 1, 8, error)
  account.lose('sample_rate', 3)

  expect(drops).toEqual([
    { reason: 'send_error', logs: 1, bytes: 8, error },
    { reason: 'sample_rate', logs: 1, bytes: 3 },
  ])
})

it('an onDrop that throws changes nothing', () => {
  const account = new Account(() => {
    throw new Error('mine')
  })
  account.lose('sample_rate', 3)

  expect(account.stats.dropped).toEqual({ sample_rate: 1 })
})

it('an onDrop that rejects changes nothing', async () => {
  const rejecting: unknown = async () => Promise.reject(new Error('mine'))
  const account = new Account(rejecting as () => void)
  account.lose('sample_rate', 3)
  await new Promise((resolve) => setImmediate(resolve))

  expect(account.stats.dropped).toEqual({ sample_rate: 1 })
})

it('an onDrop that logs is not told of the loss of its own lines', () => {
  let calls = 0
  const account: Account = new Account(() => {
    calls += 1
    account.lose('queue_overflow', 1)
  })
  account.lose('queue_overflow', 1)

  expect(calls).toBe(1)
  expect(account.stats.dropped).toEqual({ queue_overflow: 2 })
})
