import { resolve } from 'node:path'
import { crypto } from '../delivery/builtin.ts'
import type { DeliverySettings } from '../delivery/delivery.ts'
import type { SpoolSettings } from '../delivery/settings.ts'
import { writeDiagnostic } from '../process/diagnostics.ts'
import type { Dsn } from '../options/dsn.ts'
import { sdk } from '../sdk.ts'
import type { SpoolSetting } from '../options/spool-option.ts'
import type { Settings } from '../options/settings.ts'
import { bare } from '../values/bare.ts'
import { warnOnce } from '../process/warnings.ts'

/** Resolves what delivery has to know of the user's options. */
export function toDeliverySettings(settings: Settings, dsn: Dsn): DeliverySettings {
  const { tunnel, proxy, ca } = settings
  const secret = dsn.secretKey === undefined ? '' : `, sentry_secret=${dsn.secretKey}`
  return bare({
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
    ...(settings.spool !== undefined && { spool: toSpoolSettings(settings.spool, tunnel, dsn) }),
    onSpoolFailure: (error) => warnOfSpool(settings.spool?.directory ?? '', error),
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
  })
}

function toSpoolSettings(
  { directory, maxBytes }: SpoolSetting,
  tunnel: string | undefined,
  { envelopeUrl }: Dsn,
): SpoolSettings {
  const target = crypto()
    .createHash('sha256')
    .update(JSON.stringify([envelopeUrl, tunnel]))
  return {
    directory: resolve(directory),
    maxBytes,
    target: target.digest('hex').slice(0, 16),
  }
}

function warnOfSpool(directory: string, error: Error): void {
  const message =
    `the spool ${directory} cannot be used: ${error.message}. ` +
    'What is not delivered is held in memory alone.'
  warnOnce('LOGS_TO_SENTRY_SPOOL', message, directory)
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
