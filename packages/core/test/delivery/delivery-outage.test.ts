import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { loopbackCertificate, strangeCertificate } from '../../../../test/support/certificate.mjs'
import { type Behaviour, type Relay, startRelay } from '../../../../test/support/relay.ts'
import { Delivery, type DeliverySettings } from '../../src/delivery/delivery.ts'
import { layCable } from '../support/cable.ts'
import { Account, encodedLog, settingsFor } from '../support/delivering.ts'
import { resolving } from '../support/resolving.ts'

const outageMs = 2500

/** Logs a line every few milliseconds until it is stopped, in batches of ten. */
class Program implements AsyncDisposable {
  readonly owner = new Account()
  readonly delivery: Delivery
  lines = 0
  readonly #timer = setInterval(() => this.#log(), 5)

  constructor(dsn: string, settings: Partial<DeliverySettings> = {}) {
    const pauses = { flushIntervalMs: 100, requestTimeoutMs: 1500, ...settings }
    // Half of the longest pauses: tries after 0.5, 1.5 and 3.5 seconds.
    this.delivery = new Delivery(settingsFor(dsn, pauses), undefined, () => 0.5)
  }

  /** Resolves when all is delivered. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    if (!(await this.delivery.flush(15_000))) throw new Error('it was not delivered in time')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    await this.delivery.close(0)
  }

  #log(): void {
    this.lines += 1
    this.delivery.add(encodedLog({ owner: this.owner, body: String(this.lines) }))
  }
}

/** How the lines that relays stored differ from those that the program wrote. */
function differences(
  program: Program,
  relays: readonly Relay[],
): { lost: number[]; twice: number[] } {
  const times = Array.from({ length: program.lines }, () => 0)
  for (const { body } of relays.flatMap(({ logs }) => logs)) {
    times[Number(body) - 1] = (times[Number(body) - 1] ?? 0) + 1
  }
  const lines = times.map((count, index) => ({ count, line: index + 1 }))
  return {
    lost: lines.filter(({ count }) => count === 0).map(({ line }) => line),
    twice: lines.filter(({ count }) => count > 1).map(({ line }) => line),
  }
}

/** Expects that the relays stored each line of the program exactly once. */
function expectAll(program: Program, ...relays: readonly Relay[]): void {
  expect(differences(program, relays)).toEqual({ lost: [], twice: [] })
  expect(program.owner).toMatchObject({ deliveredLogs: program.lines, drops: [] })
  expect(relays.flatMap(({ problems }) => problems)).toEqual([])
}

/** Requests that came without being answered: those that were under way, and tries. */
const unanswered = (relay: Relay): number =>
  relay.envelopes.filter(({ outcome }) => outcome.status !== 200).length

describe.concurrent('an endpoint that is away for some seconds costs no line, and gets none twice:', () => {
  it.each<[string, Behaviour]>([
    ['it cuts connections', { reset: true }],
    ['it never answers', { hang: true }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
    ['503 with a body that never ends', { status: 503, slowBody: true }],
    ['503 with Retry-After', { status: 503, headers: { 'Retry-After': '1' } }],
  ])('%s', async (_way, behaviour) => {
    await using relay = await startRelay()
    await using program = new Program(relay.dsn)
    await relay.waitForLogs(1)

    relay.behave(behaviour)
    await sleep(outageMs)
    relay.behave('normal')
    await program.stop()

    expectAll(program, relay)
    expect(unanswered(relay)).toBeLessThanOrEqual(16 + 4)
  })

  it('nobody listens', async () => {
    await using before = await startRelay()
    await using program = new Program(before.dsn)
    await expect(before.waitForLogs(1)).resolves.not.toEqual([])

    await before.close()
    await sleep(outageMs)
    await using relay = await startRelay({ port: before.port })
    await program.stop()

    expectAll(program, before, relay)
  })

  it('its name cannot be resolved', async () => {
    await using relay = await startRelay()
    let isKnown = false
    using _ = resolving('sentry.invalid', () => isKnown)
    await using program = new Program(relay.dsn.replace('127.0.0.1', 'sentry.invalid'))

    await sleep(outageMs)
    expect(relay.connections).toBe(0)
    isKnown = true
    await program.stop()

    expectAll(program, relay)
  })

  it('its certificate is wrong', async () => {
    await using wrong = await startRelay({ tls: strangeCertificate })
    await using program = new Program(wrong.dsn, { ca: loopbackCertificate.cert })

    await sleep(outageMs)
    expect(wrong.envelopes).toEqual([])
    await wrong.close()
    await using relay = await startRelay({ port: wrong.port, tls: loopbackCertificate })
    await program.stop()

    expectAll(program, relay)
  })

  it('connections are dead, and nobody says so', async () => {
    await using relay = await startRelay()
    await using cable = await layCable(relay.port)
    await using program = new Program(relay.dsn.replace(String(relay.port), String(cable.port)))
    await relay.waitForLogs(20)

    cable.cut()
    await sleep(outageMs)
    cable.mend()
    await program.stop()

    expect(differences(program, [relay]).lost).toEqual([])
    expect(program.owner).toMatchObject({ deliveredLogs: program.lines, drops: [] })
    expect(relay.problems).toEqual([])
  })
})
