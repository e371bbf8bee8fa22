import { expect, it } from 'vitest'
import type { News } from '../../src/worker/seam.ts'
import { Teller } from '../../src/worker/teller.ts'

function listen(): { readonly teller: Teller; readonly told: News[] } {
  const told: News[] = []
  return { teller: new Teller((news) => void told.push(news)), told }
}

it('logs that are refused in one turn are told of together, by owner and reason', async () => {
  const { teller, told } = listen()

  teller.ledgerOf(1).dropped('queue_overflow', 1, 10)
  teller.ledgerOf(1).dropped('queue_overflow', 1, 12)
  teller.ledgerOf(1).dropped('ratelimit_backoff', 2, 5)
  teller.ledgerOf(2).dropped('queue_overflow', 1, 7)
  const before = told.length
  await Promise.resolve()

  expect(before).toBe(0)
  expect(told).toEqual([
    { kind: 'dropped', owner: 1, reason: 'queue_overflow', logs: 2, bytes: 22 },
    { kind: 'dropped', owner: 1, reason: 'ratelimit_backoff', logs: 2, bytes: 5 },
    { kind: 'dropped', owner: 2, reason: 'queue_overflow', logs: 1, bytes: 7 },
  ])
})

it('refused logs are told of before what comes later, and once', async () => {
  const { teller, told } = listen()

  teller.ledgerOf(1).dropped('queue_overflow', 1, 10)
  teller.tell({ kind: 'settled', id: 1, inTime: true })
  teller.ledgerOf(1).delivered(1, 9)
  teller.ledgerOf(1).dropped('queue_overflow', 3, 30)
  await Promise.resolve()

  expect(told).toEqual([
    { kind: 'dropped', owner: 1, reason: 'queue_overflow', logs: 1, bytes: 10 },
    { kind: 'settled', id: 1, inTime: true },
    { kind: 'delivered', owner: 1, logs: 1, bytes: 9 },
    { kind: 'dropped', owner: 1, reason: 'queue_overflow', logs: 3, bytes: 30 },
  ])
})

it('what is lost with an error is told of at once, with its message', () => {
  const { teller, told } = listen()

  teller.ledgerOf(4).dropped('send_error', 2, 20, new Error('the endpoint answered 500'))

  const error = 'the endpoint answered 500'
  expect(told).toEqual([
    { kind: 'dropped', owner: 4, reason: 'send_error', logs: 2, bytes: 20, error },
  ])
})
