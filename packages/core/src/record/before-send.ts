import type { BeforeSendLog, Log, LogHint } from '../log.ts'
import type { Draft } from './draft.ts'
import { severities, severityNumberOf, severityOf } from '../severity.ts'
import { toWellFormed } from '../values/text.ts'
import { toSpanId, toTraceId } from './trace.ts'

const nanosPerMs = 1_000_000

/**
 * Shows a draft to the user's hook and takes over what it returns; null when the hook dropped it.
 *
 * @throws what the hook throws, and a TypeError when it returns anything else than a log or null.
 */
export function applyBeforeSend(hook: BeforeSendLog, draft: Draft, hint: LogHint): Draft | null {
  const log = toLog(draft)
  const returned = hook(log, hint) as unknown
  return returned === null ? null : fromLog(returned, draft)
}

function toLog(draft: Draft): Log {
  return {
    severity_text: severityOf(draft.severityNumber),
    severity_number: draft.severityNumber,
    body: draft.body,
    attributes: draft.attributes,
    time_unix_nano: toNanos(draft.time),
    trace_id: draft.traceId,
    ...(draft.spanId !== undefined && { span_id: draft.spanId }),
  }
}

function fromLog(returned: unknown, draft: Draft): Draft {
  const log = returned as Partial<Log> | undefined
  const traceId = toTraceId(log?.trace_id)
  if (
    typeof log?.body !== 'string' ||
    typeof log.attributes !== 'object' ||
    log.attributes === null ||
    typeof log.time_unix_nano !== 'bigint' ||
    traceId === undefined
  ) {
    throw new TypeError('it returned neither a log nor null')
  }
  return {
    ...draft,
    severityNumber: reconcileSeverity(log, draft.severityNumber),
    body: toWellFormed(log.body),
    attributes: log.attributes,
    time: log.time_unix_nano === toNanos(draft.time) ? draft.time : toMs(log.time_unix_nano),
    traceId,
    spanId: toSpanId(log.span_id),
  }
}

/** The number where it was changed, else the text where that was; a text out of the number's range wins. */
function reconcileSeverity(log: Partial<Log>, before: number): number {
  const { severity_text: text, severity_number: number } = log
  if (!severities.includes(text as never) || !Number.isInteger(number)) {
    throw new TypeError('it returned a log of unknown severity')
  }
  const known = text as (typeof severities)[number]
  const wanted = number as number
  if (wanted < 1 || wanted > 24) throw new TypeError('it returned a severity_number beyond 1-24')
  if (severityOf(wanted) === known) return wanted
  return known === severityOf(before) ? wanted : severityNumberOf(known)
}

const toNanos = (ms: number): bigint => {
  const whole = Math.floor(ms)
  return BigInt(whole) * BigInt(nanosPerMs) + BigInt(Math.round((ms - whole) * nanosPerMs))
}

const toMs = (nanos: bigint): number =>
  Number(nanos / BigInt(nanosPerMs)) + Number(nanos % BigInt(nanosPerMs)) / nanosPerMs
