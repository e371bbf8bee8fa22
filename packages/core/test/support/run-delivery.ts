import type { DeliverySettings } from '../../src/delivery/delivery.ts'
import { settingsFor } from './delivering.ts'
import { buildSource, runModule } from './run-built.ts'

let built = ''

/** Builds delivery alone for {@link runDelivery}. */
export async function buildDelivery(): Promise<void> {
  built = await buildSource('delivery/delivery.ts')
}

/**
 * Runs code in a process of its own that has a `delivery` to the DSN and `log(severity)`, a log for it.
 *
 * @see {@link runModule} for what comes back.
 */
export function runDelivery(
  dsn: string,
  code: string,
  settings: Partial<DeliverySettings> = {},
): Promise<string> {
  return runModule(`
    import { Delivery } from ${JSON.stringify(built)}
    const owner = { delivered: () => {}, dropped: () => {}, spooled: () => {} }
    const log = (severity) => ({
      json: JSON.stringify({
        timestamp: Date.now() / 1000,
        trace_id: '0af7651916cd43dd8448eb211c80319c',
        level: severity,
        body: 'from a process',
        attributes: {},
      }),
      severity,
      billedBytes: 14,
      owner,
    })
    const delivery = new Delivery(${JSON.stringify(settingsFor(dsn, settings))})
    ${code}`)
}
