import type { EncodedLog } from '../delivery/batch.ts'
import type { Carrier } from '../delivery/carrier.ts'
import { Delivery, type DeliverySettings } from '../delivery/delivery.ts'
import { toDeliverySettings } from './delivery-settings.ts'
import type { Dsn } from '../options/dsn.ts'
import { atEnd } from '../process/ending.ts'
import type { Settings } from '../options/settings.ts'
import { shared } from '../process/shared.ts'
import { stringify } from '../values/stringify.ts'
import { warnOnce } from '../process/warnings.ts'
import { WorkerDelivery } from '../worker/worker-delivery.ts'

interface Engine {
  carrier: Delivery | WorkerDelivery
  readonly settings: DeliverySettings
  users: number
  /** The longest that any of its clients lets the process wait for it. */
  timeoutMs: number
  /** What is left of that after waits in vain. */
  leftMs: number
}

const engines = shared('engines', () => new Map<string, Engine>())
/** Those too that are closing, and by that have no name any more. */
const openEngines = shared('open-engines', () => new Set<Engine>())
const ending = shared('ending', () => ({ hasBegun: false }))

/** A client's hold on the delivery it shares with all clients of the thread that deliver the same way. */
export interface EngineHold {
  readonly carrier: Carrier
  add(log: EncodedLog): void
  /** Flushes because the process is about to end: the time that this takes in vain is not there a second time. */
  flushLast(): Promise<boolean>
  /** The last one to let go closes the delivery; the others flush it. */
  release(timeoutMs: number): Promise<boolean>
}

/** Finds the thread's delivery for these settings, or starts it. */
export function holdEngine(settings: Settings, dsn: Dsn): EngineHold {
  deliverAtEnd(settings.handleSignals)
  const deliverySettings = toDeliverySettings(settings, dsn)
  const key = stringify([deliverySettings, settings.debug, settings.worker])
  let engine = engines.get(key)
  if (engine === undefined) {
    const carrier = createCarrier(deliverySettings, settings.worker)
    engine = { carrier, settings: deliverySettings, users: 0, timeoutMs: 0, leftMs: 0 }
    engines.set(key, engine)
    openEngines.add(engine)
  }
  const held = engine
  held.users += 1
  held.timeoutMs = Math.max(held.timeoutMs, settings.shutdownTimeoutMs)
  held.leftMs = held.timeoutMs
  return {
    get carrier() {
      return held.carrier
    },
    add: (log) => {
      held.carrier.add(log)
      // Of what comes after the end has begun, each may be the last.
      if (ending.hasBegun) deliverAll()
    },
    flushLast: async () => {
      const startMs = performance.now()
      const isDone = await held.carrier.flush(held.leftMs)
      spend(held, startMs, isDone)
      return isDone
    },
    release: (timeoutMs) => {
      held.users -= 1
      if (held.users > 0) return held.carrier.flush(timeoutMs)
      engines.delete(key)
      return held.carrier.close(timeoutMs).finally(() => openEngines.delete(held))
    },
  }
}

function createCarrier(settings: DeliverySettings, worker: boolean): Delivery | WorkerDelivery {
  if (!worker) return new Delivery(settings)
  const delivery = new WorkerDelivery(settings, (reason) =>
    warnOnce(
      'LOGS_TO_SENTRY_WORKER',
      `there is no delivery worker, logs are delivered in the application's thread: ${reason.message}`,
    ),
  )
  // What others left in the spool is sent even when nothing is logged.
  if (settings.spool !== undefined) delivery.adopt([])
  return delivery
}

function deliverAtEnd(handleSignals: boolean): void {
  shared(`deliver-at-end-${handleSignals}`, () => {
    atEnd(deliverAll, handleSignals)
    return {}
  })
}

function deliverAll(): void {
  ending.hasBegun = true
  deliverNow(openEngines)
  // Workers that turned out to be dead have left what they had not read to a thread that is about to end.
  deliverNow(Array.from(openEngines).filter((engine) => localOf(engine)))
  for (const engine of openEngines) giveUp(engine)
}

function deliverNow(some: Iterable<Engine>): void {
  const startMs = performance.now()
  const waits = Array.from(some)
    .filter(hasWork)
    .map((engine) => ({ engine, wait: lastCarrier(engine).deliverNow(engine.leftMs) }))
  for (const { engine, wait } of waits) spend(engine, startMs, wait())
}

const hasWork = ({ carrier, leftMs, settings }: Engine): boolean =>
  leftMs > 0
    ? carrier.queuedLogs > 0 || carrier.hasUnreported
    : carrier.queuedLogs > 0 && settings.spool !== undefined

/** What is left now dies with the process: it is counted while somebody can hear of it. */
function giveUp(engine: Engine): void {
  const { carrier, settings } = engine
  if (settings.spool !== undefined || carrier.queuedLogs === 0) return
  const error = new Error('the process has ended')
  const local = localOf(engine)
  if (local === undefined && 'loseAll' in carrier) carrier.loseAll('network_error', error)
  for (const { shares } of local?.takeAll() ?? []) shares.drop('network_error', error)
}

/** Who does not answer now has that much less time later; who does has all of it again. */
function spend(engine: Engine, startMs: number, isDone: boolean): void {
  const spentMs = performance.now() - startMs
  engine.leftMs = isDone ? engine.timeoutMs : Math.max(engine.leftMs - spentMs, 0)
}

/** At the end only another thread has the time to deliver; where there is none yet, one starts now. */
function lastCarrier(engine: Engine): WorkerDelivery {
  const { carrier } = engine
  const local = localOf(engine)
  if ('deliverNow' in carrier && local === undefined) return carrier
  const last = new WorkerDelivery(engine.settings, () => {})
  engine.carrier = last
  // What lies on disk is safe, whether or not the worker comes to it in time.
  if (engine.settings.spool !== undefined) local?.saveSync()
  if (local === undefined) return last
  last.adopt(local.takeAll())
  for (const { reason, logs, bytes } of local.takeDrops()) last.recordDrop(reason, logs, bytes)
  return last
}

/** What delivers in this thread. Told apart by what they have: each copy of this package has classes of its own. */
const localOf = ({ carrier }: Engine): Delivery | undefined =>
  'takeAll' in carrier ? carrier : carrier.local
