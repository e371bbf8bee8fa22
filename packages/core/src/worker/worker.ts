import { Delivery } from '../delivery/delivery.ts'
import { sdk } from '../sdk.ts'
import type { WorkerData } from './link.ts'
import { listenersOf } from './listeners.ts'
import { OrderStream } from './order-stream.ts'
import { unpack } from './parcel.ts'
import { shared, takeOne, type Order, type SettleOrder, threadsNow } from './seam.ts'
import { Teller } from './teller.ts'

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
}: WorkerData): OrderStream {
  if (version !== sdk.version) throw new Error(`the worker is of ${sdk.version}, not ${version}`)
  const teller = new Teller((news) => port.postMessage(news))
  const delivery = new Delivery({ ...settings, ...listenersOf(teller, debug) })

  delivery.adopt(parcels.map((parcel) => unpack(parcel, (owner) => teller.ledgerOf(owner))))

  const settle = async (id: number, done: Promise<boolean>): Promise<void> => {
    teller.tell({ kind: 'settled', id, inTime: await done })
    // A later order may have been done with sooner: whoever waits for that one waits no more.
    if (id - Atomics.load(numbers, shared.settled) < 0) return
    Atomics.store(numbers, shared.settled, id)
    Atomics.notify(numbers, shared.settled)
  }
  const obey = (order: Order): void => {
    switch (order.kind) {
      case 'log':
        if (!takeOne(numbers)) break
        delivery.add({ ...order, owner: teller.ledgerOf(order.owner) })
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
  const stream = new OrderStream(numbers, obey, () => port.postMessage({ kind: 'room' }))
  return stream
}

/** A worker that has just started reads its orders late. */
const leftMs = ({ time, timeoutMs }: SettleOrder): number =>
  Math.min(Math.max(time + timeoutMs - threadsNow(), 0), timeoutMs)
