import type { Severity } from '../severity.ts'

/** How full the queue may get with logs of a severity: the least severe are refused first, an error last. */
const shares: Readonly<Record<Severity, number>> = {
  trace: 0.8,
  debug: 0.8,
  info: 0.8,
  warn: 0.95,
  error: 1,
  fatal: 1,
}

/** Whether a log of `bytes` may still join a queue that holds `queuedBytes`. */
export function hasRoomFor(
  severity: Severity,
  bytes: number,
  queuedBytes: number,
  maxQueueBytes: number,
): boolean {
  return queuedBytes + bytes <= shares[severity] * maxQueueBytes
}
