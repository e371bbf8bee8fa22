import { createClient } from '@logs-to-sentry/core'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { inOrder } from '../support/exit/run.ts'
import { startRelay } from '../support/relay.ts'

const hourMs = 3_600_000

// The clock of the wall alone; the timers are real.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

it.each([-hourMs, hourMs])('a batch goes at its time when the clock steps by %i ms', async (ms) => {
  await using relay = await startRelay()
  const client = createClient({ ...relay.options, flushIntervalMs: 50 })

  client.capture({ level: 'info', body: 'hi' })
  vi.setSystemTime(Date.now() + ms)
  await relay.waitForLogs(1, 15_000)

  await client.close()
  expect(client.stats.delivered).toBe(1)
})

it('a rate limit ends at its time when the clock steps back', async () => {
  await using relay = await startRelay()
  relay.behave({ headers: { 'X-Sentry-Rate-Limits': '1:log_item:org' }, once: true })
  const client = createClient({ ...relay.options, maxBatchLogs: 1, sendClientReports: false })
  client.capture({ level: 'info', body: 'first' })
  await client.flush(9000)

  vi.setSystemTime(Date.now() - hourMs)
  await vi.waitFor(
    () => {
      client.capture({ level: 'info', body: 'later' })
      expect(client.stats.queued).toBe(1)
    },
    { timeout: 15_000, interval: 100 },
  )

  expect(await client.close()).toBe(true)
  expect(relay.logs.map(({ body }) => body)).toEqual(['first', 'later'])
})

it('a rate limit holds when the clock steps forward', async () => {
  await using relay = await startRelay()
  relay.behave({ headers: { 'X-Sentry-Rate-Limits': '600:log_item:org' }, once: true })
  const client = createClient({ ...relay.options, maxBatchLogs: 1, sendClientReports: false })
  client.capture({ level: 'info', body: 'first' })
  await client.flush(9000)

  vi.setSystemTime(Date.now() + hourMs)
  client.capture({ level: 'info', body: 'later' })
  await client.close()

  expect(client.stats.dropped).toEqual({ ratelimit_backoff: 1 })
  expect(relay.envelopes).toHaveLength(1)
})

it('lines of the same time are in order wherever the clock steps in between', async () => {
  await using relay = await startRelay()
  const client = createClient(relay.options)
  const start = Date.now()
  const steps = [0, 0, -3, 2, 2, -3, 0, 5, -3, 5, 5, 0, -3, 2]
  const lines = steps.map((step, index) => ({ step, body: `line ${index}` }))

  for (const { step, body } of lines) {
    vi.setSystemTime(start + step)
    client.capture({ level: 'info', body })
  }
  await client.close(9000)

  const sorted = lines.toSorted((one, other) => one.step - other.step)
  expect(inOrder(relay.logs)).toEqual(sorted.map(({ body }) => body))
})
