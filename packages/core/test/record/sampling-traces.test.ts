import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Relay } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { createClient } from '../../src/client/client.ts'
import type { Options } from '../../src/options/options.ts'
import type { Severity } from '../../src/severity.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

/** The same ids in every run, as evenly spread as random ones. */
const traceIds: readonly string[] = Array.from({ length: 500 }, (_, index) =>
  createHash('md5').update(`trace ${index}`).digest('hex'),
)
const levels: readonly Severity[] = ['debug', 'info', 'error']

/** Logs one line of each level in each trace; gives `trace level` of those that arrive. */
async function sample(sampleRate: Options['sampleRate']): Promise<ReadonlySet<string>> {
  const before = relay.logs.length
  const client = createClient({ ...relay.options, sampleRate, serverName: false })
  for (const level of levels) {
    for (const traceId of traceIds) client.capture({ level, body: 'x', traceId })
  }
  await client.close(9000)
  return new Set(relay.logs.slice(before).map((log) => `${log.traceId} ${log.level}`))
}

const tracesAt = (kept: ReadonlySet<string>, level: string): readonly string[] =>
  traceIds.filter((traceId) => kept.has(`${traceId} ${level}`))

it('a rate keeps its share of traces, each of them whole, and all those of every lower rate', async () => {
  let lower: readonly string[] = []
  for (const rate of [0, 0.1, 0.25, 0.5, 0.9, 1]) {
    const kept = await sample(rate)
    const traces = tracesAt(kept, 'info')

    expect(Math.abs(traces.length / traceIds.length - rate)).toBeLessThan(0.03)
    for (const level of levels) expect(tracesAt(kept, level)).toEqual(traces)
    expect(traces).toEqual(expect.arrayContaining([...lower]))
    lower = traces
  }
})

it('each severity has its own rate, and a trace that keeps its debug lines keeps all others', async () => {
  const kept = await sample({ debug: 0.1, info: 0.5 })
  const [debug, info, error] = levels.map((level) => tracesAt(kept, level))

  expect(debug).not.toHaveLength(0)
  expect(info).toEqual(expect.arrayContaining([...(debug ?? [])]))
  expect(error).toEqual(traceIds)
  expect(debug).toEqual(tracesAt(await sample(0.1), 'info'))
})

it('the lines of a process that is in no trace are sampled one by one', async () => {
  const client = createClient({ ...relay.options, sampleRate: 0.5 })
  // That all thousand go the same way is as likely as to guess a key of a thousand bits.
  for (let line = 0; line < 1000; line++) client.capture({ level: 'info', body: `${line}` })
  await client.close(9000)

  const { delivered, dropped } = client.stats
  expect(delivered).toBeGreaterThan(0)
  expect(dropped.sample_rate).toBe(1000 - delivered)
  expect(delivered).toBeLessThan(1000)
})
