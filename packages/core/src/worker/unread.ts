import type { EncodedLog } from '../delivery/batch.ts'
import { Delivery, type DeliverySettings } from '../delivery/delivery.ts'
import type { HeldLogs } from './held-logs.ts'
import type { Link } from './link.ts'
import type { Owners } from './owners.ts'

/** Takes back what the worker has not read. */
export function takeUnread(
  held: HeldLogs,
  owners: Owners,
  link: Link | undefined,
): readonly EncodedLog[] {
  const unread = held.takeAll(link?.taken)
  for (const log of unread) owners.recall(log.owner, log.billedBytes)
  return unread
}

/**
 * At the end of the process, puts into the spool what the worker had no time to read; what it has read
 * it puts there itself. Without a spool, does nothing.
 */
export function saveUnread(
  settings: DeliverySettings,
  held: HeldLogs,
  owners: Owners,
  link: Link,
): void {
  if (settings.spool === undefined || owners.logs === 0) return
  link.terminate()
  const delivery = new Delivery(settings)
  for (const log of takeUnread(held, owners, link)) delivery.add(log)
  delivery.saveSync()
}
