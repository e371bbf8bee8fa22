import { expect, it } from 'vitest'
import type { Relay } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { createClient } from '../../src/client/client.ts'
import { close, flush } from '../../src/client/registry.ts'

let relay: Relay
useRelay((started) => {
  relay = started
})

it('flush reaches every client of the thread', async () => {
  const clients = [
    createClient({ ...relay.options }),
    createClient({ ...relay.options, maxBatchLogs: 5 }),
  ]
  for (const client of clients) client.capture({ level: 'info', body: 'x' })

  expect(await flush()).toBe(true)
  expect(relay.logs).toHaveLength(2)
  await close()
})

it('flush is false when one client could not deliver in time', async () => {
  relay.behave({ hang: true })
  const client = createClient({ ...relay.options })
  client.capture({ level: 'info', body: 'x' })

  expect(await flush(50)).toBe(false)
  await close(0)
})

it('close flushes every client, and none takes a log afterwards', async () => {
  const client = createClient({ ...relay.options })
  client.capture({ level: 'info', body: 'x' })

  expect(await close()).toBe(true)
  client.capture({ level: 'info', body: 'late' })
  expect(client.stats).toMatchObject({ captured: 1, delivered: 1 })
})

it('clients that deliver the same way share batches, and each keeps its own account', async () => {
  const one = createClient({ ...relay.options, environment: 'one' })
  const two = createClient({ ...relay.options, environment: 'two' })
  one.capture({ level: 'info', body: '1' })
  two.capture({ level: 'info', body: '2' })
  two.capture({ level: 'info', body: '3' })
  await one.flush()

  expect(relay.envelopes).toHaveLength(1)
  expect(one.stats).toMatchObject({ captured: 1, delivered: 1, queued: 0, queuedBytes: 0 })
  expect(two.stats).toMatchObject({ captured: 2, delivered: 2, queued: 0, queuedBytes: 0 })
  await close()
})

it('a client that closes leaves the delivery to those that share it', async () => {
  const one = createClient({ ...relay.options })
  const two = createClient({ ...relay.options })
  await one.close()
  two.capture({ level: 'info', body: 'still here' })
  await two.close()

  expect(relay.logs.map(({ body }) => body)).toEqual(['still here'])
})
