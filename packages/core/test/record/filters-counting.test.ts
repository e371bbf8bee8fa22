import { expect, it } from 'vitest'
import { billedBytes, type Relay } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { createClient } from '../../src/client/client.ts'
import type { Drop, Options } from '../../src/options/options.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

/** Logs the bodies; what was lost is told in three places, which must agree. */
async function losses(options: Options, bodies: readonly string[]): Promise<readonly Drop[]> {
  const drops: Drop[] = []
  const before = relay.reports.length
  const client = createClient({ ...relay.options, ...options, onDrop: (drop) => drops.push(drop) })
  for (const body of bodies) client.capture({ level: 'info', body })
  await client.close()

  const bytes = drops.reduce((sum, drop) => sum + drop.bytes, 0)
  const reasons = [...new Set(drops.map(({ reason }) => reason))]
  expect(client.stats).toMatchObject({
    captured: bodies.length,
    delivered: bodies.length - drops.length,
    dropped: Object.fromEntries(reasons.map((reason) => [reason, drops.length])),
  })
  expect(relay.reports.slice(before).flatMap((report) => report.discarded_events)).toEqual(
    reasons.flatMap((reason) => [
      { reason, category: 'log_item', quantity: drops.length },
      { reason, category: 'log_byte', quantity: bytes },
    ]),
  )
  return drops
}

const bodies = ['GET /health 200', 'GET /shop 200', 'POST /health 500', '', 'Health is fine']

it.each<[string, Options['ignore'], readonly string[]]>([
  ['a text in it', ['/health'], ['GET /shop 200', '', 'Health is fine']],
  ['an expression that it matches', [/health/i], ['GET /shop 200', '']],
  ['one of several', [/^POST/, 'fine'], ['GET /health 200', 'GET /shop 200', '']],
  ['a global expression', [/200$/g], ['POST /health 500', '', 'Health is fine']],
  ['a sticky expression', [/GET/y], ['POST /health 500', '', 'Health is fine']],
  [
    'the empty expression',
    [/^$/],
    ['GET /health 200', 'GET /shop 200', 'POST /health 500', 'Health is fine'],
  ],
])('a body is ignored by %s, and counted as event_processor', async (_rule, ignore, sent) => {
  const drops = await losses({ ignore }, bodies)

  expect(relay.logs.map(({ body }) => body)).toEqual(sent)
  expect(drops.map(({ reason, logs }) => [reason, logs])).toEqual(
    Array.from({ length: bodies.length - sent.length }, () => ['event_processor', 1]),
  )
})

it('what is sampled out is counted as sample_rate, with its bytes as they would be billed', async () => {
  const drops = await losses({ sampleRate: 0 }, bodies)
  await losses({}, [bodies[0] ?? ''])

  expect(drops.every(({ reason }) => reason === 'sample_rate')).toBe(true)
  // Orders the logs of one millisecond, and is given to those alone that go.
  const sequence = 'sentry.timestamp.sequence'.length + 8
  expect(drops[0]?.bytes).toBe(billedBytes(relay.logs[0]?.raw ?? {}) - sequence)
})

it('what a hook drops is counted as before_send', async () => {
  const drops = await losses({ beforeSendLog: (log) => (log.body === '' ? null : log) }, bodies)

  expect(drops.map(({ reason }) => reason)).toEqual(['before_send'])
  expect(relay.logs).toHaveLength(bodies.length - 1)
})

it('ignore comes before sampleRate, and that before the hook', async () => {
  const seen: string[] = []
  const beforeSendLog: Options['beforeSendLog'] = (log) => {
    seen.push(log.body)
    return log
  }
  const client = createClient({
    ...relay.options,
    ignore: ['health'],
    sampleRate: { debug: 0 },
    beforeSendLog,
  })
  client.capture({ level: 'debug', body: 'health' })
  client.capture({ level: 'debug', body: 'x' })
  client.capture({ level: 'info', body: 'y' })
  await client.close()

  expect(client.stats.dropped).toEqual({ event_processor: 1, sample_rate: 1 })
  expect(seen).toEqual(['y'])
})
