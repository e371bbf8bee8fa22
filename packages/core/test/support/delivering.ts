import type { EncodedLog } from '../../src/delivery/batch.ts'
import type { DeliverySettings } from '../../src/delivery/delivery.ts'
import type { DropReason, Ledger } from '../../src/delivery/drops.ts'

/** A ledger that can be read: what became of the logs of one owner. */
export class Account implements Ledger {
  deliveredLogs = 0
  deliveredBytes = 0
  spooledLogs = 0
  storedLogs = 0
  readonly drops: { reason: DropReason; logs: number; bytes: number; error?: string }[] = []

  get droppedLogs(): number {
    return this.drops.reduce((sum, { logs }) => sum + logs, 0)
  }

  /** Number of lost logs by reason. */
  get reasons(): Partial<Record<DropReason, number>> {
    const reasons: Partial<Record<DropReason, number>> = {}
    for (const { reason, logs } of this.drops) reasons[reason] = (reasons[reason] ?? 0) + logs
    return reasons
  }

  delivered(logs: number, bytes: number): void {
    this.deliveredLogs += logs
    this.deliveredBytes += bytes
  }

  spooled(logs: number): void {
    this.spooledLogs += logs
  }

  stored(logs: number): void {
    this.storedLogs += logs
  }

  dropped(reason: DropReason, logs: number, bytes: number, error?: Error): void {
    this.drops.push({ reason, logs, bytes, ...(error !== undefined && { error: error.message }) })
  }
}

/** A log that the relay accepts, encoded. */
export function encodedLog(log: Partial<EncodedLog> & { readonly body?: string } = {}): EncodedLog {
  const { body = 'hello', severity = 'info' } = log
  return {
    json: JSON.stringify({
      timestamp: Date.now() / 1000,
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      level: severity,
      body,
      attributes: {},
    }),
    severity,
    billedBytes: Buffer.byteLength(body),
    owner: new Account(),
    ...log,
  }
}

/** Settings of a delivery to a relay, given its DSN. */
export function settingsFor(
  dsn: string,
  settings: Partial<DeliverySettings> = {},
): DeliverySettings {
  const { origin, username, pathname } = new URL(dsn)
  return {
    url: `${origin}/api${pathname}/envelope/`,
    headers: {
      'content-type': 'application/x-sentry-envelope',
      'user-agent': 'logs-to-sentry/0.0.0',
      'x-sentry-auth': `Sentry sentry_key=${username}, sentry_version=7, sentry_client=logs-to-sentry/0.0.0`,
    },
    sdk: { name: 'logs-to-sentry', version: '0.0.0' },
    maxBatchLogs: 100,
    flushIntervalMs: 5000,
    urgentIntervalMs: 500,
    maxQueueBytes: 32 * 1024 * 1024,
    requestTimeoutMs: 30_000,
    compression: 'br',
    sendClientReports: true,
    ...settings,
  }
}
