import type { Options } from '../options/options.ts'
import { type Severity, severityOf } from '../severity.ts'
import type { Draft } from './draft.ts'

type SampleRate = Exclude<Options['sampleRate'], undefined>

/**
 * Decides whether a log is sent under a rate, or one rate per severity.
 *
 * One hash of the trace id is held against each severity's rate, so what a trace keeps is kept whole.
 * A log in no real trace is decided by `random`, a number from 0 up to 1.
 */
export function isSampled(
  draft: Pick<Draft, 'severityNumber' | 'traceId' | 'inTrace'>,
  sampleRate: SampleRate,
  random: () => number = Math.random,
): boolean {
  const rate = rateOf(sampleRate, severityOf(draft.severityNumber))
  if (rate >= 1) return true
  return (draft.inTrace ? hashToUnit(draft.traceId) : random()) < rate
}

function rateOf(sampleRate: SampleRate, severity: Severity): number {
  return typeof sampleRate === 'number' ? sampleRate : (sampleRate[severity] ?? 1)
}

// FNV-1a with a final mix: ids that differ in few digits, or count up, still spread evenly.
function hashToUnit(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
