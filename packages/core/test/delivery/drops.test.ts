import { describe, expect, it } from 'vitest'
import {
  DropTally,
  tellDelivered,
  tellDropped,
  tellSpooled,
  toDiscardedEvents,
} from '../../src/delivery/drops.ts'

describe('DropTally', () => {
  it('adds up logs and bytes by reason', () => {
    const tally = new DropTally()
    tally.add('queue_overflow', 1, 100)
    tally.add('before_send', 2, 30)
    tally.add('queue_overflow', 3, 200)

    expect(toDiscardedEvents(tally.take())).toEqual([
      { reason: 'queue_overflow', category: 'log_item', quantity: 4 },
      { reason: 'queue_overflow', category: 'log_byte', quantity: 300 },
      { reason: 'before_send', category: 'log_item', quantity: 2 },
      { reason: 'before_send', category: 'log_byte', quantity: 30 },
    ])
  })

  it('starts again after it was read', () => {
    const tally = new DropTally()
    tally.add('send_error', 1, 1)

    tally.take()

    expect(tally.isEmpty).toBe(true)
    expect(tally.take()).toEqual([])
  })

  it('leaves out what the server counted itself', () => {
    const tally = new DropTally()

    tally.add('rate_limited', 5, 500)

    expect(tally.isEmpty).toBe(true)
  })

  it('counts one byte for logs whose size is not known', () => {
    const tally = new DropTally()
    tally.add('internal_sdk_error', 1, 0)

    expect(toDiscardedEvents(tally.take())).toEqual([
      { reason: 'internal_sdk_error', category: 'log_item', quantity: 1 },
      { reason: 'internal_sdk_error', category: 'log_byte', quantity: 1 },
    ])
  })

  it('stays empty when nothing was lost', () => {
    const tally = new DropTally()

    tally.add('send_error', 0, 0)

    expect(tally.isEmpty).toBe(true)
  })
})

it('what a ledger throws is contained', () => {
  const broken = {
    delivered: () => {
      throw new Error('delivered')
    },
    dropped: () => {
      throw new Error('dropped')
    },
    spooled: () => {
      throw new Error('spooled')
    },
  }

  expect(() => tellDelivered(broken, 1, 1)).not.toThrow()
  expect(() => tellDropped(broken, 'send_error', 1, 1)).not.toThrow()
  expect(() => tellSpooled(broken, 1, 1)).not.toThrow()
})
