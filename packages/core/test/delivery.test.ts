import { expect, it } from 'vitest'
import { startRelay } from '../../../test/support/relay.ts'
import { Delivery } from '../src/delivery.ts'
import { Account, encodedLog, settingsFor } from './support/delivering.ts'

it('a flush delivers what was added', async () => {
  await using relay = await startRelay()
  const delivery = new Delivery(settingsFor(relay.dsn))
  const owner = new Account()
  delivery.add(encodedLog({ body: 'up', owner }))

  const inTime = await delivery.flush(2000)

  expect(inTime).toBe(true)
  expect(relay.logs).toMatchObject([{ body: 'up' }])
  expect(relay.problems).toEqual([])
  expect(owner).toMatchObject({ deliveredLogs: 1, deliveredBytes: 2, drops: [] })
  await delivery.close(1000)
})
