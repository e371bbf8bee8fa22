import { afterEach, expect, it, vi } from 'vitest'
import type { Relay } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { createClient } from '../../src/client/client.ts'

let relay: Relay
useRelay((started) => {
  relay = started
})
afterEach(() => {
  vi.restoreAllMocks()
})

it('debug tells on stderr where logs go, what was delivered and what was dropped', async () => {
  const lines: unknown[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(line) > 0)
  const client = createClient({ ...relay.options, debug: true, ignore: ['health'] })
  client.capture({ level: 'info', body: 'one' })
  client.capture({ level: 'info', body: 'two' })
  client.capture({ level: 'info', body: 'health' })
  await client.flush()
  relay.behave({ status: 429, headers: { 'retry-after': '60' } })
  client.capture({ level: 'info', body: 'three' })
  await client.flush()
  client.capture({ level: 'info', body: 'four' })
  await client.close(0)

  expect(lines).toEqual([
    `[logs-to-sentry] delivering to 127.0.0.1:${relay.port}, project 1\n`,
    '[logs-to-sentry] dropped 1 log: event_processor\n',
    '[logs-to-sentry] delivered 2 logs\n',
    '[logs-to-sentry] dropped 1 log: rate_limited (the endpoint answered 429)\n',
    '[logs-to-sentry] dropped 1 log: ratelimit_backoff\n',
  ])
})
