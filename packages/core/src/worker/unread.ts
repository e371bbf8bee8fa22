import type { EncodedLog } from '../delivery/batch.ts'
import { Delivery, diskMs, type DeliverySettings } from '../delivery/delivery.ts'
import { nobody } from '../delivery/drops.ts'
import type { Link } from './link.ts'
import type { Owners } from './owners.ts'

/** Time for the worker's last news to come, and for the disk, when its own time is over. */
export const graceMs: number = diskMs + 100

/** Takes back what the worker has not read. */
function takeUnread(owners: Owners, link: Link): readonly EncodedLog[] {
  return link.pipe.takeUnread().map(({ severity, billedBytes, json, owner }) => ({
    severity,
    billedBytes,
    json,
    owner: owners.recall(owner, billedBytes) ?? nobody,
  }))
}

/** Ends a worker that has failed: who takes over has what it had not read, the rest is lost and counted. */
export function recover(owners: Owners, link: Link, local: Delivery, reason: Error): void {
  link.hear()
  const unread = takeUnread(owners, link)
  link.terminate()
  const lost = owners.loseAll('internal_sdk_error', reason)
  if (lost.logs > 0) local.recordDrop('internal_sdk_error', lost.logs, lost.bytes)
  for (const log of unread) local.add(log)
}

/** At the end of the process, has all put into the spool that was not delivered, and ends the worker. */
export function saveRest(
  settings: DeliverySettings,
  owners: Owners,
  link: Link,
  lastOrder: number,
): void {
  const delivery = new Delivery(settings)
  for (const log of takeUnread(owners, link)) delivery.add(log)
  delivery.saveSync()
  // What it has taken over it puts there itself.
  if (owners.logs > 0) link.waitFor(lastOrder, graceMs)
  link.terminate()
}
