import { expect, it } from 'vitest'
import { Shares } from '../../src/delivery/shares.ts'
import { Account } from '../support/delivering.ts'

it('sums up logs and bytes of all owners', () => {
  const shares = new Shares()
  for (const bytes of [10, 20, 30]) shares.add(new Account(), bytes)

  expect([shares.logs, shares.bytes]).toEqual([3, 60])
})

it('tells each owner of its own share, with the reason and the error', () => {
  const [a, b] = [new Account(), new Account()]
  const shares = new Shares()
  shares.add(a, 10)
  shares.add(b, 5)
  shares.add(a, 20)

  shares.drop('send_error', new Error('413'))

  expect(a.drops).toEqual([{ reason: 'send_error', logs: 2, bytes: 30, error: '413' }])
  expect(b.drops).toEqual([{ reason: 'send_error', logs: 1, bytes: 5, error: '413' }])
})

it('settles each log once, however often it is asked to', () => {
  const owner = new Account()
  const shares = new Shares()
  shares.add(owner, 10)

  shares.deliver()
  shares.deliver()
  shares.drop('network_error')

  expect(owner).toMatchObject({ deliveredLogs: 1, drops: [] })
  expect(shares.logs).toBe(0)
})

it('an owner that throws does not keep the news from the others', () => {
  const owner = new Account()
  const shares = new Shares()
  const broken = new Account()
  broken.delivered = () => {
    throw new Error('mine')
  }
  shares.add(broken, 1)
  shares.add(owner, 1)

  shares.deliver()

  expect(owner.deliveredLogs).toBe(1)
})

it('gives its first logs away, and settles only what is left', () => {
  const [a, b] = [new Account(), new Account()]
  const shares = new Shares()
  shares.add(a, 1)
  shares.add(b, 2)
  shares.add(a, 4)

  const first = shares.takeFirst(2)
  first.drop('send_error')
  shares.deliver()

  expect(a).toMatchObject({ deliveredLogs: 1, deliveredBytes: 4, drops: [{ logs: 1, bytes: 1 }] })
  expect(b).toMatchObject({ deliveredLogs: 0, drops: [{ logs: 1, bytes: 2 }] })
})
