import type { EncodedLog } from '../delivery/batch.ts'
import { Delivery, type DeliverySettings } from '../delivery/delivery.ts'
import { nobody } from '../delivery/drops.ts'
import type { Link } from './link.ts'
import type { Owners } from './owners.ts'

/** Takes back what the worker has not read. */
export function takeUnread(owners: Owners, link: Link): readonly EncodedLog[] {
  return link.pipe.takeUnread().map(({ severity, billedBytes, json, owner }) => ({
    severity,
    billedBytes,
    json,
    owner: owners.recall(owner, billedBytes) ?? nobody,
  }))
}

/** At the end of the process, puts into the spool what the worker had no time to take over. */
export function saveUnread(settings: DeliverySettings, owners: Owners, link: Link): void {
  const delivery = new Delivery(settings)
  for (const log of takeUnread(owners, link)) delivery.add(log)
  delivery.saveSync()
}
