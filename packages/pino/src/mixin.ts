import { findActiveTrace, findRecordTrace, type ActiveTrace } from '@logs-to-sentry/core'
import { isFields } from './fields.ts'
import { processTraceField } from './line-trace.ts'

type Mixin<Args extends readonly unknown[]> = (...args: Args) => object

/**
 * Makes a `mixin` for pino that links each line with the trace, and where one is active the span, of
 * the call: `pino({ mixin: sentryMixin(), transport })`. pino's worker sees neither by itself.
 *
 * A line in no trace gets no fields; one that names a trace by its own fields keeps that one.
 *
 * @param own a mixin of the application, called as pino calls it; its fields win, its errors are thrown.
 * @throws TypeError when `own` is no function.
 */
export function sentryMixin<Args extends readonly unknown[]>(own?: Mixin<Args>): Mixin<Args> {
  if (own !== undefined && typeof own !== 'function') {
    throw new TypeError(`sentryMixin: the mixin is a ${typeof own}, expected a function`)
  }
  return (...args) => {
    // A new object each time, because pino writes the fields of the call into it.
    const fields: object = { ...own?.(...args) }
    const trace = findActiveTrace()
    if (trace === undefined || namesTrace(fields) || namesTrace(args[0])) return fields
    return { ...toFields(trace), ...fields }
  }
}

const namesTrace = (fields: unknown): boolean =>
  isFields(fields) && findRecordTrace(fields) !== undefined

// A trace without span says so, lest the span of another mixin, as OpenTelemetry's, be taken for its.
const toFields = ({ traceId, spanId, inTrace }: ActiveTrace): object =>
  inTrace ? { trace_id: traceId, span_id: spanId } : { [processTraceField]: traceId }
