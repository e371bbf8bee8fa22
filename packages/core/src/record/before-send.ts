import type { BeforeSendLog, Log, LogHint } from '../log.ts'
import type { Draft } from './draft.ts'
import { ignoreRejection } from '../options/hooks.ts'
import { isTimeMs } from '../values/time.ts'
import { readField } from '../values/fields.ts'
import { severities, severityNumberOf, severityOf } from '../severity.ts'
import { toWellFormed } from '../values/utf8.ts'
import { toSpanId, toTraceId } from './trace.ts'

const nanosPerMs = 1_000_000

/**
 * Shows a draft to the user's hook and takes over what it returns; null when the hook dropped it.
 *
 * @throws what the hook throws, and a TypeError when it returns anything else than a log or null.
 */
export function applyBeforeSend(hook: BeforeSendLog, draft: Draft, hint: LogHint): Draft | null {
  const log = toLog(draft)
  const returned: unknown = hook(log, hint)
  ignoreRejection(returned)
  return returned === null ? null : fromLog(returned, draft)
}

function toLog(draft: Draft): Log {
  return {
    severity_text: severityOf(draft.severityNumber),
    severity_number: draft.severityNumber,
    body: draft.body,
    attributes: { ...draft.attributes },
    time_unix_nano: toNanos(draft.time),
    trace_id: draft.traceId,
    ...(draft.spanId !== undefined && { span_id: draft.spanId }),
  }
}

function fromLog(returned: unknown, draft: Draft): Draft {
  const body = readField(returned, 'body')
  const attributes = readField(returned, 'attributes')
  const nanos = readField(returned, 'time_unix_nano')
  const traceId = toTraceId(readField(returned, 'trace_id'))
  if (
    typeof body !== 'string' ||
    typeof attributes !== 'object' ||
    attributes === null ||
    typeof nanos !== 'bigint' ||
    traceId === undefined
  ) {
    throw new TypeError('it returned neither a log nor null')
  }
  const time = nanos === toNanos(draft.time) ? draft.time : toMs(nanos)
  if (!isTimeMs(time)) throw new TypeError('it returned a time_unix_nano beyond all dates')
  return {
    ...draft,
    severityNumber: severityNumberIn(returned, draft.severityNumber),
    body: toWellFormed(body),
    attributes: { ...attributes },
    time,
    traceId,
    spanId: toSpanId(readField(returned, 'span_id')),
  }
}

/** The number where it was changed, else the text where that was; a text out of the number's range wins. */
function severityNumberIn(returned: unknown, before: number): number {
  const text = severities.find((severity) => severity === readField(returned, 'severity_text'))
  const number = readField(returned, 'severity_number')
  if (text === undefined) throw new TypeError('it returned a severity_text that is none')
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1 || number > 24) {
    throw new TypeError('it returned a severity_number beyond 1-24')
  }
  if (severityOf(number) === text) return number
  return text === severityOf(before) ? number : severityNumberOf(text)
}

const toNanos = (ms: number): bigint => {
  const whole = Math.floor(ms)
  return BigInt(whole) * BigInt(nanosPerMs) + BigInt(Math.round((ms - whole) * nanosPerMs))
}

const toMs = (nanos: bigint): number =>
  Number(nanos / BigInt(nanosPerMs)) + Number(nanos % BigInt(nanosPerMs)) / nanosPerMs
