import { Writable } from 'node:stream'
import { Delivery, type DeliverySettings } from '../delivery/delivery.ts'
import type { Ledger } from '../delivery/drops.ts'
import { sdk } from '../sdk.ts'
import type { WorkerData } from './link.ts'
import { unpack } from './parcel.ts'
import { readLine, shared, type News, type Order, type SettleOrder } from './seam.ts'

/**
 * Runs delivery in a worker: reads {@link Order}s line by line, and tells {@link News}.
 *
 * thread-stream calls it in the new thread, and ends the thread when the stream closes.
 *
 * @throws Error when the application's side is of another version, whose lines it might not understand.
 */
export default function startWorker({
  version,
  settings,
  debug,
  port,
  numbers,
  parcels,
}: WorkerData): Writable {
  if (version !== sdk.version) throw new Error(`the worker is of ${sdk.version}, not ${version}`)
  const tell = (news: News): void => port.postMessage(news)
  const ledgers = new Map<number, Ledger>()
  const delivery = new Delivery({ ...settings, ...listenersOf(tell, debug) })
  let rest = ''

  const ledgerOf = (owner: number): Ledger => {
    let ledger = ledgers.get(owner)
    if (ledger === undefined) {
      ledger = createLedger(owner, tell)
      ledgers.set(owner, ledger)
    }
    return ledger
  }
  delivery.adopt(parcels.map((parcel) => unpack(parcel, ledgerOf)))

  const settle = async (id: number, done: Promise<boolean>): Promise<void> => {
    tell({ kind: 'settled', id, inTime: await done })
    // A later order may have been done with sooner: whoever waits for that one waits no more.
    if (id - Atomics.load(numbers, shared.settled) < 0) return
    Atomics.store(numbers, shared.settled, id)
    Atomics.notify(numbers, shared.settled)
  }
  const obey = (order: Order): void => {
    switch (order.kind) {
      case 'log':
        Atomics.add(numbers, shared.taken, 1)
        delivery.add({ ...order, owner: ledgerOf(order.owner) })
        break
      case 'drop':
        delivery.recordDrop(order.reason, order.logs, order.bytes)
        break
      case 'flush':
        void settle(order.id, delivery.flush(leftMs(order)))
        break
      case 'close':
        void settle(order.id, delivery.close(leftMs(order))).then(() => stream.destroy())
        break
    }
  }
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, callback) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) obey(readLine(line))
      callback()
    },
  })
  return stream
}

const listenersOf = (
  tell: (news: News) => void,
  debug: boolean,
): Pick<DeliverySettings, 'onRefused' | 'onSpoolFailure' | 'onDiagnostic'> => ({
  onRefused: (status) => tell({ kind: 'refused', status }),
  onSpoolFailure: ({ message }) => tell({ kind: 'spool-failed', error: message }),
  ...(debug && { onDiagnostic: (message) => tell({ kind: 'diagnostic', message }) }),
})

/** A worker that has just started reads its orders late. */
const leftMs = ({ time, timeoutMs }: SettleOrder): number =>
  Math.min(Math.max(time + timeoutMs - Date.now(), 0), timeoutMs)

const createLedger = (owner: number, tell: (news: News) => void): Ledger => ({
  delivered: (logs, bytes) => tell({ kind: 'delivered', owner, logs, bytes }),
  dropped: (reason, logs, bytes, error) =>
    tell({ kind: 'dropped', owner, reason, logs, bytes, error: error?.message }),
  spooled: (logs, bytes) => tell({ kind: 'spooled', owner, logs, bytes }),
})
