import { Backlog } from './backlog.ts'
import type { DropReason } from './drops.ts'
import { Endpoint } from './endpoint.ts'
import { Losses } from './losses.ts'
import type { Poster } from './post.ts'
import { Queue, type SealedBatch } from './queue.ts'
import { Reporter } from './reporter.ts'
import { Sealer } from './seal.ts'
import { Sender } from './sender.ts'
import type { DeliverySettings } from './settings.ts'
import { Spool } from './spool.ts'
import { SpooledQueue } from './spooled-queue.ts'

/** What a delivery is made of. */
export interface Parts {
  readonly endpoint: Endpoint
  readonly backlog: Backlog
  readonly spool: Spool | undefined
  readonly sender: Sender
  readonly reporter: Reporter
  /** Writes a line of debug output. Does not throw. */
  readonly diagnose: (message: string) => void
  /** Counts drops for the client report. */
  readonly recordDrop: (reason: DropReason, logs: number, bytes: number) => void
}

/** Makes the parts and joins them. */
export function createParts(
  settings: DeliverySettings,
  poster: Poster,
  random: () => number,
): Parts {
  const dsn = settings.envelopeDsn === undefined ? {} : { dsn: settings.envelopeDsn }
  const sealer = new Sealer({ sdk: settings.sdk, ...dsn }, settings.compression)
  const endpoint = new Endpoint(poster, settings.headers, random)
  const reporter = new Reporter(endpoint, dsn)
  const diagnose = (message: string): void => {
    try {
      settings.onDiagnostic?.(message)
    } catch {
      // Whoever listens to the diagnostics is not worth a log.
    }
  }
  const recordDrop: Parts['recordDrop'] = (reason, logs, bytes) => {
    if (settings.sendClientReports) reporter.count(reason, logs, bytes)
  }
  const losses = new Losses({ onDrop: recordDrop, onDiagnostic: diagnose })

  const { maxQueueBytes } = settings
  const onReady = (): void => sender.pump()
  const spool =
    settings.spool &&
    new Spool(settings.spool, sealer, {
      onFailure: (error) => settings.onSpoolFailure?.(error),
      onDiagnostic: diagnose,
      onLost: (shares) => losses.drop(shares, 'cache_overflow'),
    })
  const backlog = new Backlog({
    sealer,
    queue:
      spool === undefined
        ? new Queue<SealedBatch>()
        : new SpooledQueue({ spool, losses, maxQueueBytes, onReady }),
    losses,
    onRefused: (status) => settings.onRefused?.(status),
    onDiagnostic: diagnose,
  })
  const sender = new Sender({
    backlog,
    endpoint,
    onSend: () => reporter.sendBeside(),
    onDiagnostic: diagnose,
  })
  return { endpoint, backlog, spool, sender, reporter, diagnose, recordDrop }
}
