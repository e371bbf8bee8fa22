import type { ActiveTrace } from '../log.ts'

/** Finds the trace that is active here and now. Never throws; undefined where no tracing SDK runs. */
export function findActiveTrace(): ActiveTrace | undefined {
  return undefined
}
