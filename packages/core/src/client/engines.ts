import type { EncodedLog } from '../delivery/batch.ts'
import type { Carrier } from '../delivery/carrier.ts'
import { Delivery, type DeliverySettings } from '../delivery/delivery.ts'
import { toDeliverySettings } from './delivery-settings.ts'
import type { Dsn } from '../options/dsn.ts'
import { atEnd } from '../process/ending.ts'
import type { Settings } from '../options/settings.ts'
import { shared } from '../process/shared.ts'
import { warnOnce } from '../process/warnings.ts'
import { WorkerDelivery } from '../worker/worker-delivery.ts'

interface Engine {
  carrier: Delivery | WorkerDelivery
  readonly settings: DeliverySettings
  users: number
  /** The longest that any of its clients lets the process wait for it. */
  timeoutMs: number
}

const engines = shared('engines', () => new Map<string, Engine>())
const ending = shared('ending', () => ({ hasBegun: false }))

/** A client's hold on the delivery it shares with all clients of the thread that deliver the same way. */
export interface EngineHold {
  readonly carrier: Carrier
  add(log: EncodedLog): void
  /** The last one to let go closes the delivery; the others flush it. */
  release(timeoutMs: number): Promise<boolean>
}

/** Finds the thread's delivery for these settings, or starts it. */
export function holdEngine(settings: Settings, dsn: Dsn): EngineHold {
  deliverAtEnd(settings.handleSignals)
  const key = JSON.stringify([toDeliverySettings(settings, dsn), settings.debug, settings.worker])
  let engine = engines.get(key)
  if (engine === undefined) {
    const deliverySettings = toDeliverySettings(settings, dsn)
    const carrier = createCarrier(deliverySettings, settings.worker)
    engine = { carrier, settings: deliverySettings, users: 0, timeoutMs: 0 }
    engines.set(key, engine)
  }
  const held = engine
  held.users += 1
  held.timeoutMs = Math.max(held.timeoutMs, settings.shutdownTimeoutMs)
  return {
    get carrier() {
      return held.carrier
    },
    add: (log) => {
      held.carrier.add(log)
      // Of what comes after the end has begun, each may be the last.
      if (ending.hasBegun) deliverAll()
    },
    release: (timeoutMs) => {
      held.users -= 1
      if (held.users > 0) return held.carrier.flush(timeoutMs)
      engines.delete(key)
      return held.carrier.close(timeoutMs)
    },
  }
}

function createCarrier(settings: DeliverySettings, worker: boolean): Delivery | WorkerDelivery {
  if (!worker) return new Delivery(settings)
  return new WorkerDelivery(settings, (reason) =>
    warnOnce(
      'LOGS_TO_SENTRY_WORKER',
      `there is no delivery worker, logs are delivered in the application's thread: ${reason.message}`,
    ),
  )
}

function deliverAtEnd(handleSignals: boolean): void {
  shared(`deliver-at-end-${handleSignals}`, () => {
    atEnd(deliverAll, handleSignals)
    return {}
  })
}

function deliverAll(): void {
  ending.hasBegun = true
  const waits = Array.from(engines.values(), (engine) =>
    lastCarrier(engine).deliverNow(engine.timeoutMs),
  )
  for (const wait of waits) wait()
}

/** At the end only another thread has the time to deliver; where there is none yet, one starts now. */
function lastCarrier(engine: Engine): WorkerDelivery {
  const { carrier } = engine
  const local = carrier instanceof Delivery ? carrier : carrier.local
  if (local === undefined && carrier instanceof WorkerDelivery) return carrier
  const last = new WorkerDelivery(engine.settings, () => {})
  engine.carrier = last
  if (local !== undefined && local.queuedLogs > 0) last.adopt(local.takeAll())
  return last
}
