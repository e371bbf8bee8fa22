import { assert, vi } from 'vitest'
import { nextTurn } from '../../src/delivery/alarm.ts'
import { Delivery, type DeliverySettings } from '../../src/delivery/delivery.ts'
import type { EncodedLog } from '../../src/delivery/batch.ts'
import { Account, encodedLog, settingsFor } from './delivering.ts'
import { ScriptedPoster } from './scripted-poster.ts'
import type { SpoolDirectory } from './spool-directory.ts'

const dsn = 'http://b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a@127.0.0.1/1'

/** A delivery with a spool, whose network the test plays. */
export interface Spooling {
  readonly delivery: Delivery
  readonly poster: ScriptedPoster
  readonly owner: Account
  readonly failures: Error[]
  readonly diagnostics: string[]
  /** Adds logs with the bodies, and seals them: each call makes an envelope. */
  add(bodies: readonly string[], log?: Partial<EncodedLog>): Promise<void>
  /** Lets fail what is under way, and waits until all is on disk. */
  rest(): Promise<void>
  /** The bodies of each request with logs so far, in order. */
  readonly sent: string[][]
}

export function spooling(
  directory: SpoolDirectory,
  settings: Partial<DeliverySettings> = {},
): Spooling {
  const poster = new ScriptedPoster()
  const owner = new Account()
  const failures: Error[] = []
  const diagnostics: string[] = []
  const complete = settingsFor(dsn, {
    spool: directory.settings(),
    sendClientReports: false,
    onSpoolFailure: (error) => failures.push(error),
    onDiagnostic: (message) => diagnostics.push(message),
    ...settings,
  })
  const delivery = new Delivery(complete, poster, () => 1)
  return {
    delivery,
    poster,
    owner,
    failures,
    diagnostics,
    add: async (bodies, log) => {
      for (const [at, body] of bodies.entries()) {
        // A fatal does not wait for company.
        const isLast = at === bodies.length - 1
        delivery.add(encodedLog({ body, owner, severity: isLast ? 'fatal' : 'info', ...log }))
      }
      await nextTurn()
      await nextTurn()
    },
    rest: async () => {
      await poster.failOpen()
      // Only names are left in memory.
      await until(() => assert(delivery.queuedBytes % 512 === 0))
    },
    get sent() {
      return poster.logRequests.map(({ payload }) => bodiesOf(payload))
    },
  }
}

function bodiesOf(payload: unknown): string[] {
  const { items } = payload as { readonly items: readonly { readonly body: string }[] }
  return items.map(({ body }) => body)
}

/** Waits until something holds, for as long as a test may take. */
export function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 10 })
}
