import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { Delivery } from '../packages/core/src/delivery/delivery.ts'
import type { Ledger } from '../packages/core/src/delivery/drops.ts'
import type { Client } from './client.ts'
import { PlayedClock } from './played-clock.ts'
import { PlayedEndpoint, type Manner } from './endpoint.ts'
import { NaiveClient } from './naive-client.ts'

export interface FleetSettings {
  readonly clients: number
  readonly seconds: number
  readonly seed: number
  readonly kind: 'ours' | 'naive'
  readonly maxBatchLogs?: number | undefined
  readonly manner: Manner
}

/** What the endpoint of a fleet saw, by tenth of a second. */
export interface FleetResult {
  readonly arrived: readonly number[]
  readonly accepted: readonly number[]
  readonly droppedLogs: number
  readonly deliveredLogs: number
}

/** Mean time between two lines of a process. */
const meanPauseMs = 1000

/** Plays a fleet of processes that all log to one endpoint; the same seed gives the same result. */
export async function playFleet(settings: FleetSettings): Promise<FleetResult> {
  using clock = new PlayedClock(Date.UTC(2026, 0, 1))
  const random = seeded(settings.seed)
  const endpoint = new PlayedEndpoint(clock, settings.manner)
  const tally = new Tally()
  for (let number = 0; number < settings.clients; number += 1) {
    const client =
      settings.kind === 'naive'
        ? new NaiveClient(clock, endpoint)
        : new RealClient(endpoint, tally, random, settings.maxBatchLogs)
    const log = (): void => {
      client.log()
      clock.after(-Math.log(1 - random()) * meanPauseMs, log)
    }
    clock.after(random() * 5000, log)
  }
  const end = settings.seconds * 1000
  await clock.playUntil(end)
  const slots = Array.from({ length: settings.seconds * 10 }, (_, slot) => slot)
  return {
    arrived: slots.map((slot) => endpoint.arrived[slot] ?? 0),
    accepted: slots.map((slot) => endpoint.accepted[slot] ?? 0),
    droppedLogs: tally.droppedLogs,
    deliveredLogs: tally.deliveredLogs,
  }
}

/** The delivery of core, as it runs in a process; only its network is played. */
class RealClient implements Client {
  readonly #delivery: Delivery
  readonly #owner: Ledger

  constructor(
    endpoint: PlayedEndpoint,
    owner: Ledger,
    random: () => number,
    maxBatchLogs: number = 100,
  ) {
    this.#owner = owner
    this.#delivery = new Delivery(
      {
        url: 'http://127.0.0.1/',
        headers: {},
        sdk: { name: 'logs-to-sentry', version: '0.0.0' },
        maxBatchLogs,
        flushIntervalMs: 5000,
        urgentIntervalMs: 500,
        maxQueueBytes: 32 * 1024 * 1024,
        requestTimeoutMs: 30_000,
        compression: 'none',
        sendClientReports: true,
      },
      { post: () => endpoint.receive(), close: () => {} },
      random,
    )
  }

  log(): void {
    this.#delivery.add({ json: '{}', severity: 'info', billedBytes: 2, owner: this.#owner })
  }
}

class Tally implements Ledger {
  deliveredLogs = 0
  droppedLogs = 0

  delivered(logs: number): void {
    this.deliveredLogs += logs
  }

  dropped(_reason: unknown, logs: number): void {
    this.droppedLogs += logs
  }

  spooled(): void {}
}

/** Numbers from 0 to 1. */
function seeded(seed: number): () => number {
  const generator = xoroshiro128plus(seed)
  return () => uniformFloat64(generator)
}
