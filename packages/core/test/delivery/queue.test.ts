import { expect, it } from 'vitest'
import { overheadBytes } from '../../src/delivery/batch.ts'
import { Queue, type SealedBatch } from '../../src/delivery/queue.ts'
import { Shares } from '../../src/delivery/shares.ts'
import { Account } from '../support/delivering.ts'

function sealed(place: number, bytes = 1, logs = 1): SealedBatch {
  const shares = new Shares()
  for (let log = 0; log < logs; log += 1) shares.add(new Account(), 1)
  return { body: new Uint8Array(bytes), compression: 'br', shares, place }
}

function queueOf(...batches: readonly SealedBatch[]): Queue<SealedBatch> {
  const queue = new Queue<SealedBatch>()
  for (const batch of batches) queue.push(batch)
  return queue
}

/** The places of all that waits, in the order they are given out. */
function placesOf(queue: Queue<SealedBatch>): number[] {
  return Array.from({ length: queue.waiting }, () => queue.take()?.place ?? -1)
}

it('gives out the oldest first', () => {
  const queue = queueOf(sealed(0), sealed(1))

  expect(placesOf(queue)).toEqual([0, 1])
  expect(queue.take()).toBeUndefined()
})

it('counts what was taken out until it is finished', () => {
  const batch = sealed(0, 10, 3)
  const queue = queueOf(batch, sealed(3, 5))

  queue.take()
  expect([queue.bytes - 2 * overheadBytes, queue.logs, queue.isEmpty]).toEqual([15, 4, false])
  queue.finish(batch, () => batch.shares.deliver())

  expect([queue.bytes - overheadBytes, queue.logs, queue.isEmpty]).toEqual([5, 1, false])
})

it('batches that are put back wait in their old places, in whatever order they come', () => {
  const [a, b, c, d] = [sealed(0), sealed(1), sealed(2), sealed(3)]
  const queue = queueOf(a, b, c, d)
  for (let taken = 0; taken < 3; taken += 1) queue.take()

  for (const batch of [c, a, b]) queue.putBack(batch)

  expect(placesOf(queue)).toEqual([0, 1, 2, 3])
})

it('what replaces a batch waits in its place, and is weighed instead of it', () => {
  const batch = sealed(0, 10, 4)
  const queue = queueOf(batch, sealed(4, 5))
  queue.take()

  queue.replace(batch, [sealed(0, 7, 2), sealed(2, 8, 2)])

  expect([queue.bytes - 3 * overheadBytes, queue.logs]).toEqual([20, 5])
  expect(placesOf(queue)).toEqual([0, 2, 4])
})

it('nothing is finished at once', async () => {
  await expect(new Queue<SealedBatch>().finished()).resolves.toBeUndefined()
})

it('waiting for the batches of now takes no notice of later ones', async () => {
  const now = sealed(0)
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

it('who waits for a batch waits for all that replaces it', async () => {
  const batch = sealed(0, 10, 4)
  const pieces = [sealed(0, 7, 2), sealed(2, 8, 2)]
  const queue = queueOf(batch)
  const heard: string[] = []
  const finished = queue.finished().then(() => heard.push('waiter'))
  queue.take()
  queue.replace(batch, pieces)

  for (const piece of pieces) {
    queue.take()
    await Promise.resolve()
    queue.finish(piece, () => heard.push('piece'))
  }
  await finished

  expect(heard).toEqual(['piece', 'piece', 'waiter'])
})

it('who waits hears after the owners', async () => {
  const batch = sealed(0)
  const queue = queueOf(batch)
  const heard: string[] = []
  const finished = queue.finished().then(() => heard.push('waiter'))
  queue.take()

  queue.finish(batch, () => heard.push('owner'))
  await finished

  expect(heard).toEqual(['owner', 'waiter'])
})
