import { beforeAll, describe, expect, it } from 'vitest'
import { playFleet, type FleetResult, type FleetSettings } from '../scale/fleet.ts'
import { scenarios, seconds } from '../scale/scenarios.ts'
import { bySecond, summarize } from '../scale/summary.ts'

const clients = 100

/** How a small fleet behaves; rates grow with its size, ratios of rates do not. */
async function play(name: string, fleet: Partial<FleetSettings> = {}): Promise<FleetResult> {
  const scenario = scenarios.find((scenario) => scenario.name === name)
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`)
  const { maxBatchLogs } = scenario
  const manner = scenario.manner(clients)
  return playFleet({ clients, seconds, seed: 7, kind: 'ours', maxBatchLogs, manner, ...fleet })
}

describe.each([
  ['away', { times: 8, loses: false }],
  ['away-full', { times: 16, loses: false }],
  ['retry-after', { times: 3, loses: false }],
  ['rate-limit', { times: 3, loses: true }],
  ['weak', { times: 8, loses: false }],
])('%s: when the trouble ends', (name, { times, loses }) => {
  let ours: FleetResult
  let naive: FleetResult
  beforeAll(async () => {
    ours = await play(name)
    naive = await play(name, { kind: 'naive' })
  }, 120_000)

  it(`the busiest second has at most ${times} times the steady rate`, () => {
    const { peak, steady } = summarize(ours)

    expect(peak / steady).toBeLessThan(times)
  })

  it('fewer requests come in the busiest second than from clients that come back at fixed times', () => {
    expect(summarize(ours).peak).toBeLessThan(summarize(naive).peak)
  })

  it('the rate is the steady one again before the run ends', () => {
    const { steady } = summarize(ours)
    const rates = bySecond(ours.arrived).slice(-20)

    expect(Math.max(...rates) / steady).toBeLessThan(2)
  })

  it('in the meantime there are fewer requests than in quiet times', () => {
    const { during, steady } = summarize(ours)

    expect(during / steady).toBeLessThan(0.5)
  })

  it(`every log is accounted for, lost in the meantime: ${loses}`, () => {
    const { deliveredLogs, droppedLogs } = ours

    expect(droppedLogs > 0).toBe(loses)
    expect(deliveredLogs + droppedLogs).toBeGreaterThan(clients * (seconds - 20) * 0.95)
  })
})

it('the same seed gives the same fleet, another one another', async () => {
  const first = await play('rate-limit', { seconds: 30 })
  const second = await play('rate-limit', { seconds: 30 })
  const other = await play('rate-limit', { seconds: 30, seed: 8 })

  expect(second).toEqual(first)
  expect(other.arrived).not.toEqual(first.arrived)
})
