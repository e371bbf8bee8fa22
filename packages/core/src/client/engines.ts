import { Delivery, type DeliverySettings } from '../delivery/delivery.ts'
import { writeDiagnostic } from '../process/diagnostics.ts'
import type { Dsn } from '../options/dsn.ts'
import { sdk } from '../sdk.ts'
import type { Settings } from '../options/settings.ts'
import { shared } from '../process/shared.ts'
import { warnOnce } from '../process/warnings.ts'

interface Engine {
  readonly delivery: Delivery
  users: number
}

const engines = shared('engines', () => new Map<string, Engine>())

/** A client's hold on the delivery it shares with all clients of the thread that deliver the same way. */
export interface EngineHold {
  readonly delivery: Delivery
  /** The last one to let go closes the delivery; the others flush it. */
  release(timeoutMs: number): Promise<boolean>
}

/** Finds the thread's delivery for these settings, or starts it. */
export function holdEngine(settings: Settings, dsn: Dsn): EngineHold {
  const deliverySettings = toDeliverySettings(settings, dsn)
  const key = JSON.stringify([deliverySettings, settings.debug])
  let engine = engines.get(key)
  if (engine === undefined) {
    engine = { delivery: new Delivery(deliverySettings), users: 0 }
    engines.set(key, engine)
  }
  const held = engine
  held.users += 1
  return {
    delivery: held.delivery,
    release: (timeoutMs) => {
      held.users -= 1
      if (held.users > 0) return held.delivery.flush(timeoutMs)
      engines.delete(key)
      return held.delivery.close(timeoutMs)
    },
  }
}

function toDeliverySettings(settings: Settings, dsn: Dsn): DeliverySettings {
  const { tunnel, proxy, ca } = settings
  const secret = dsn.secretKey === undefined ? '' : `, sentry_secret=${dsn.secretKey}`
  return {
    url: tunnel ?? dsn.envelopeUrl,
    headers: {
      ...lowerCaseNames(settings.headers),
      'content-type': 'application/x-sentry-envelope',
      'user-agent': `${sdk.name}/${sdk.version}`,
      'x-sentry-auth':
        `Sentry sentry_key=${dsn.publicKey}, sentry_version=7, ` +
        `sentry_client=${sdk.name}/${sdk.version}${secret}`,
    },
    ...(tunnel !== undefined && { envelopeDsn: dsn.text }),
    ...(proxy !== undefined && { proxy }),
    ...(ca !== undefined && { ca }),
    sdk,
    maxBatchLogs: settings.maxBatchLogs,
    flushIntervalMs: settings.flushIntervalMs,
    urgentIntervalMs: settings.urgentIntervalMs,
    maxQueueBytes: settings.maxQueueBytes,
    requestTimeoutMs: settings.requestTimeoutMs,
    compression: settings.compression,
    sendClientReports: settings.sendClientReports,
    onRefused: (status) => warnOfRefusal(status, dsn),
    ...(settings.debug && { onDiagnostic: writeDiagnostic }),
  }
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
}

/** Answers that say the address or its key is wrong, so that no log will ever arrive. */
const refusals: ReadonlySet<number> = new Set([401, 403, 404])

function warnOfRefusal(status: number, { host, projectId }: Dsn): void {
  if (!refusals.has(status)) return
  const message = `project ${projectId} at ${host} answered ${status}: logs are lost until the DSN is right`
  warnOnce('LOGS_TO_SENTRY_REFUSED', message, `${host}/${projectId}`)
}
