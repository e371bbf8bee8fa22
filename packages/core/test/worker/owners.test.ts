import { expect, it } from 'vitest'
import { Account } from '../../src/client/stats.ts'
import { Owners } from '../../src/worker/owners.ts'

function sending(owners: Owners, account: Account, ...sizes: readonly number[]): number {
  let number = 0
  for (const bytes of sizes) {
    account.enqueue(bytes)
    number = owners.send(account, bytes)
  }
  return number
}

it('news of a number reach the owner it stands for', () => {
  const owners = new Owners()
  const [one, other] = [new Account(), new Account()]
  const oneNumber = sending(owners, one, 10, 20)
  const otherNumber = sending(owners, other, 5)
  owners.delivered(oneNumber, 2, 30)
  owners.dropped(otherNumber, 'send_error', 1, 5)

  expect(one.stats).toMatchObject({ delivered: 2, queued: 0, queuedBytes: 0 })
  expect(other.stats).toMatchObject({ dropped: { send_error: 1 }, queued: 0 })
  expect(owners.logs).toBe(0)
})

it('an owner keeps its number when it comes back', () => {
  const owners = new Owners()
  const account = new Account()
  const number = sending(owners, account, 1)
  owners.delivered(number, 1, 1)

  expect(sending(owners, account, 1)).toBe(number)
})

it('what is beyond the seam when all is lost is dropped once, what was recalled is not', () => {
  const owners = new Owners()
  const account = new Account()
  const number = sending(owners, account, 10, 20)
  const recalledBy = owners.recall(number, 20)
  const lost = owners.loseAll('internal_sdk_error', new Error('gone'))

  expect(recalledBy).toBe(account)
  expect(lost).toEqual({ logs: 1, bytes: 10 })
  expect(account.stats).toMatchObject({
    dropped: { internal_sdk_error: 1 },
    queued: 1,
    queuedBytes: 20,
  })
  expect(owners.loseAll('internal_sdk_error', new Error('gone')).logs).toBe(0)
})

it('what lies on disk when all is lost is spooled, and no loss', () => {
  const owners = new Owners()
  const account = new Account()
  const number = sending(owners, account, 10, 20, 30, 40)
  owners.hear({ kind: 'stored', owner: number, logs: 3, bytes: 60 })
  owners.hear({ kind: 'stored', owner: number, logs: -1, bytes: -10 })
  owners.hear({ kind: 'delivered', owner: number, logs: 1, bytes: 10 })

  expect(owners.loseAll('internal_sdk_error', new Error('gone'))).toEqual({ logs: 1, bytes: 40 })
  expect(account.stats).toEqual({
    captured: 4,
    delivered: 1,
    dropped: { internal_sdk_error: 1 },
    queued: 2,
    spooled: 2,
    queuedBytes: 50,
  })
  expect(owners.logs).toBe(0)
})
