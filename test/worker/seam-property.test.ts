import type { Worker } from 'node:worker_threads'
import { createClient, type Client } from '@logs-to-sentry/core'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { startRelay, type Behaviour, type Relay } from '../support/relay.ts'

/** Something that a program, the network or the system does. */
type Step =
  | { readonly do: 'log'; readonly count: number; readonly level: 'info' | 'warn' | 'error' }
  | { readonly do: 'behave'; readonly behaviour: Behaviour }
  | { readonly do: 'flush'; readonly ms: number }
  | { readonly do: 'hear' }
  | { readonly do: 'killWorker' }

const answer: fc.Arbitrary<Behaviour> = fc.constantFrom<Behaviour[]>(
  { status: 200, headers: { 'x-sentry-rate-limits': '0.1:log_item' } },
  { status: 429, headers: { 'x-sentry-rate-limits': '0.2:log_byte:key' } },
  { status: 429, headers: { 'retry-after': '0' } },
  { status: 400 },
  { status: 413 },
  { status: 500 },
  { status: 503 },
  { status: 503, headers: { 'retry-after': '0.1' } },
  { reset: true },
  { reset: 'after' },
  { slowBody: true },
  { delayMs: 50 },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('log' as const),
      count: fc.integer({ min: 1, max: 250 }),
      level: fc.constantFrom('info' as const, 'warn' as const, 'error' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc
      .record({ behaviour: answer, times: fc.integer({ min: 1, max: 4 }) })
      .map(({ behaviour, times }): Step => ({ do: 'behave', behaviour: { ...behaviour, times } })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('flush' as const),
      ms: fc.integer({ max: 300, min: 0 }),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ do: 'hear' as const }) },
)
const steps = fc.array(step, { minLength: 5, maxLength: 25 })

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Holds at all times. */
function expectBalance({ stats }: Client, logged: number): void {
  expect(stats.captured).toBe(logged)
  expect(stats.delivered + sumOf(stats.dropped) + stats.queued).toBe(logged)
  expect(stats.queued).toBeGreaterThanOrEqual(0)
}

/** Plays the steps, then lets all be well again; gives how many lines there were. */
async function play(
  taken: readonly Step[],
  client: Client,
  relay: Relay,
  workers: readonly Worker[],
): Promise<number> {
  let logged = 0
  for (const next of taken) {
    switch (next.do) {
      case 'log':
        for (let left = next.count; left > 0; left -= 1) {
          logged += 1
          client.capture({ level: next.level, body: `line ${logged}` })
        }
        break
      case 'behave':
        // Reports arrive whatever happens to logs, so that they can be added up.
        relay.behave({ ...next.behaviour, when: ({ logs }) => logs.length > 0 })
        break
      case 'flush':
        await client.flush(next.ms)
        break
      case 'hear':
        await new Promise((resolve) => void setImmediate(resolve))
        break
      case 'killWorker':
        await workers.at(-1)?.terminate()
        break
    }
    expectBalance(client, logged)
  }
  relay.behave('normal')
  expect(await client.close(60_000)).toBe(true)
  expectBalance(client, logged)
  expect(client.stats.queued).toBe(0)
  return logged
}

function storedBy({ logs }: Relay): ReadonlySet<string> {
  return new Set(logs.map(({ body }) => body))
}

/** Number of lines that client reports tell of, by reason. */
function reportedTo({ reports }: Relay): Readonly<Record<string, number>> {
  const told: Record<string, number> = {}
  for (const { reason, category, quantity } of reports.flatMap(
    (report) => report.discarded_events,
  )) {
    if (category === 'log_item') told[reason] = (told[reason] ?? 0) + quantity
  }
  return told
}

function collectWorkers(): readonly Worker[] {
  const workers: Worker[] = []
  const collect = (worker: Worker): void => void workers.push(worker)
  process.on('worker', collect)
  onTestFinished(() => void process.off('worker', collect))
  return workers
}

it('whatever happens, each line that was given to the worker is delivered, or dropped and reported', async () => {
  const workers = collectWorkers()
  const property = fc.asyncProperty(steps, async (taken) => {
    await using relay = await startRelay()
    const client = createClient({ dsn: relay.dsn, flushIntervalMs: 50 })

    const logged = await play(taken, client, relay, workers)

    const { delivered, dropped } = client.stats
    const { rate_limited: _toldByTheServer, ...ours } = dropped
    expect(reportedTo(relay)).toEqual(ours)
    // What was stored is more where the answer was lost, and the next one was a refusal.
    expect(storedBy(relay).size).toBeGreaterThanOrEqual(delivered)
    expect(logged - storedBy(relay).size).toBeLessThanOrEqual(sumOf(dropped))
    expect(relay.problems).toEqual([])
  })
  await fc.assert(property, { numRuns: 12, endOnFailure: true })
}, 180_000)

it('whenever the worker dies, each line is delivered, or dropped and counted', async () => {
  const workers = collectWorkers()
  const around = fc.tuple(steps, steps)
  const property = fc.asyncProperty(around, async ([before, after]) => {
    await using relay = await startRelay()
    const client = createClient({ dsn: relay.dsn, flushIntervalMs: 50 })

    const taken: Step[] = [...before, { do: 'killWorker' }, ...after]
    const logged = await play(taken, client, relay, workers)

    expect(storedBy(relay).size).toBeGreaterThanOrEqual(client.stats.delivered)
    expect(logged - storedBy(relay).size).toBeLessThanOrEqual(sumOf(client.stats.dropped))
  })
  await fc.assert(property, { numRuns: 8, endOnFailure: true })
}, 180_000)
