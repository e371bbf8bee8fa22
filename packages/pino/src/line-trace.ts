import { toTraceId, traceFields, type ActiveTrace } from '@logs-to-sentry/core'
import type { Fields } from './fields.ts'

/** Field of a trace that stands for the whole process of the logger, so that it ties lines to nothing. */
export const processTraceField = 'sentry.process_trace_id'

const liftedFields: readonly string[] = [...traceFields, processTraceField]

/** Takes the trace out of what lies under `nestedKey` to the top, where core looks for it. */
export function liftTrace(attributes: Record<string, unknown>, key: string, nested: Fields): void {
  const found = liftedFields.filter((field) => Object.hasOwn(nested, field))
  if (found.length === 0) return
  const rest: Record<string, unknown> = { __proto__: null, ...nested }
  for (const field of found) {
    attributes[field] ??= rest[field]
    delete rest[field]
  }
  attributes[key] = rest
}

/** Takes out the trace that `sentryMixin` wrote where no other was active. */
export function takeProcessTrace(attributes: Record<string, unknown>): ActiveTrace | undefined {
  const traceId = toTraceId(attributes[processTraceField])
  if (traceId === undefined) return undefined
  delete attributes[processTraceField]
  return { traceId, inTrace: false }
}
