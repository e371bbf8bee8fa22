import { expect, it } from 'vitest'
import { Queue, type SealedBatch } from '../../src/delivery/queue.ts'
import { Shares } from '../../src/delivery/shares.ts'
import { Account } from '../support/delivering.ts'

function sealed(bytes: number, logs = 1): SealedBatch {
  const shares = new Shares()
  for (let log = 0; log < logs; log += 1) shares.add(new Account(), 1)
  return { body: new Uint8Array(bytes), compression: 'br', shares }
}

function queueOf(...batches: readonly SealedBatch[]): Queue {
  const queue = new Queue()
  for (const batch of batches) queue.push(batch)
  return queue
}

it('gives out the oldest first', () => {
  const [a, b] = [sealed(1), sealed(1)]
  const queue = queueOf(a, b)

  expect([queue.take(), queue.take(), queue.take()]).toEqual([a, b, undefined])
  expect([queue.waiting, queue.inFlight]).toEqual([0, 2])
})

it('counts what is on its way until it is finished', () => {
  const batch = sealed(10, 3)
  const queue = queueOf(batch, sealed(5))

  queue.take()
  expect([queue.bytes, queue.logs, queue.isEmpty]).toEqual([15, 4, false])
  queue.finish(batch, () => batch.shares.deliver())

  expect([queue.bytes, queue.logs, queue.inFlight]).toEqual([5, 1, 0])
})

it('a batch that is put back goes before all others', () => {
  const [a, b] = [sealed(1), sealed(1)]
  const queue = queueOf(a, b)
  queue.take()

  queue.putBack(a)

  expect([queue.waiting, queue.inFlight]).toEqual([2, 0])
  expect(queue.take()).toBe(a)
})

it('weighs a batch anew when its body changes', () => {
  const batch = sealed(10)
  const queue = queueOf(batch)

  queue.recode(batch, new Uint8Array(14), 'gzip')

  expect(queue.bytes).toBe(14)
  expect(batch.compression).toBe('gzip')
})

it('nothing is finished at once', async () => {
  await expect(new Queue().finished()).resolves.toBeUndefined()
})

it('waiting for the batches of now takes no notice of later ones', async () => {
  const now = sealed(1)
  const queue = queueOf(now)
  let isFinished = false
  const finished = queue.finished().then(() => (isFinished = true))
  queue.push(sealed(1))

  await Promise.resolve()
  expect(isFinished).toBe(false)
  queue.take()
  queue.finish(now, () => {})

  await finished
})

it('who waits hears after the owners', async () => {
  const batch = sealed(1)
  const queue = queueOf(batch)
  const heard: string[] = []
  const finished = queue.finished().then(() => heard.push('waiter'))
  queue.take()

  queue.finish(batch, () => heard.push('owner'))
  await finished

  expect(heard).toEqual(['owner', 'waiter'])
})
