import { vi } from 'vitest'
import type { EncodedLog } from '../../src/delivery/batch.ts'
import { Delivery, type DeliverySettings } from '../../src/delivery/delivery.ts'
import { Account, encodedLog, settingsFor } from './delivering.ts'
import { ScriptedPoster, type ScriptedRequest } from './scripted-poster.ts'

/** A delivery whose network and clock the test plays; needs fake timers. */
export interface Play {
  readonly poster: ScriptedPoster
  readonly delivery: Delivery
  readonly owner: Account
  /** Adds logs of the play's owner. */
  readonly add: (count: number, log?: Partial<EncodedLog> & { readonly body?: string }) => void
  /** Lets time pass, and everything happen that is due. */
  readonly pass: (ms: number) => Promise<void>
}

/** `random` decides how long the pauses are while the endpoint is away; by default they are as long as can be. */
export function play(
  settings: Partial<DeliverySettings> = {},
  random: () => number = () => 1,
): Play {
  const poster = new ScriptedPoster()
  const owner = new Account()
  const delivery = new Delivery(settingsFor('http://key@127.0.0.1:1/1', settings), poster, random)
  return {
    poster,
    delivery,
    owner,
    add: (count, log = {}) => {
      for (let added = 0; added < count; added += 1) delivery.add(encodedLog({ owner, ...log }))
    },
    pass: async (ms) => {
      await vi.advanceTimersByTimeAsync(ms)
    },
  }
}

/** The bodies of the logs in a request. */
export function bodiesOf(request: ScriptedRequest | undefined): unknown[] {
  const payload = request?.payload
  if (typeof payload !== 'object' || payload === null || !('items' in payload)) return []
  return Array.isArray(payload.items)
    ? payload.items.map(({ body }: { body: unknown }) => body)
    : []
}
