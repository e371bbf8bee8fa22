/** The trace, and where one was active the span, that a log belongs to. */
export interface Trace {
  /** 32 lower-case hex digits. */
  readonly traceId: string
  /** 16 lower-case hex digits. */
  readonly spanId?: string | undefined
}

/** A trace found in the fields of a record, with the flat names of the fields that said it. */
export interface RecordTrace extends Trace {
  readonly fields: ReadonlySet<string>
}

type Fields = Readonly<Record<string, unknown>>

/**
 * A trace id of nobody: 128 random bits. It has to be unlike others, not secret, and `node:crypto` takes
 * milliseconds to load.
 */
export const randomTraceId = (): string => Array.from({ length: 4 }, randomWord).join('')

const randomWord = (): string =>
  Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')

/** Lower-case trace id of 32 hex digits that are not all zero, else undefined. */
export const toTraceId = (value: unknown): string | undefined => toHexId(value, 32)

/** Lower-case span id of 16 hex digits that are not all zero, else undefined. */
export const toSpanId = (value: unknown): string | undefined => toHexId(value, 16)

function toHexId(value: unknown, digits: number): string | undefined {
  if (typeof value !== 'string' || value.length !== digits) return undefined
  const id = value.toLowerCase()
  return /^(?!0+$)[\da-f]+$/.test(id) ? id : undefined
}

/**
 * Finds the trace that tracing libraries write into a record: `trace_id`, `span_id` (OpenTelemetry),
 * `traceparent` (W3C), `sentry-trace`, `dd.trace_id` (Datadog, flat or nested),
 * `logging.googleapis.com/trace` (Google Cloud).
 */
export function findRecordTrace(fields: Fields): RecordTrace | undefined {
  try {
    if (!saysTrace(fields)) return undefined
    for (const read of readers) {
      const found = read(fields)
      if (found !== undefined) return found
    }
  } catch {
    // A getter threw: the record names no trace.
  }
  return undefined
}

/** Most records name none, which is seen at a glance. */
const saysTrace = (fields: Fields): boolean =>
  (fields['trace_id'] ??
    fields['traceparent'] ??
    fields['sentry-trace'] ??
    fields['dd.trace_id'] ??
    fields['dd'] ??
    fields[googleCloudTrace]) !== undefined

const googleCloud = 'logging.googleapis.com'
const googleCloudTrace = `${googleCloud}/trace`

const openTelemetryFields: ReadonlySet<string> = new Set(['trace_id', 'span_id', 'trace_flags'])

const readers: readonly ((fields: Fields) => RecordTrace | undefined)[] = [
  (fields) => {
    const traceId = toTraceId(fields['trace_id'])
    if (traceId === undefined) return undefined
    return { traceId, spanId: toSpanId(fields['span_id']), fields: openTelemetryFields }
  },
  (fields) => fromHeader(fields, 'traceparent', parseTraceparent),
  (fields) => fromHeader(fields, 'sentry-trace', parseSentryTrace),
  (fields) => fromDatadog(fields['dd.trace_id'], fields['dd.span_id']),
  ({ dd }) => (isObject(dd) ? fromDatadog(dd['trace_id'], dd['span_id']) : undefined),
  fromGoogleCloud,
]

function fromHeader(
  fields: Fields,
  name: string,
  parse: (text: string) => Trace | undefined,
): RecordTrace | undefined {
  const text = fields[name]
  const trace = typeof text === 'string' ? parse(text) : undefined
  return trace && { ...trace, fields: new Set([name]) }
}

const datadogFields: ReadonlySet<string> = new Set(['dd.trace_id', 'dd.span_id'])

function fromDatadog(traceId: unknown, spanId: unknown): RecordTrace | undefined {
  const trace = toTraceId(traceId) ?? toTraceId(decimalToHex(traceId, 32))
  if (trace === undefined) return undefined
  return { traceId: trace, spanId: toSpanId(decimalToHex(spanId, 16)), fields: datadogFields }
}

const googleCloudFields: ReadonlySet<string> = new Set([
  googleCloudTrace,
  `${googleCloud}/spanId`,
  `${googleCloud}/trace_sampled`,
])

// The trace is a name: `projects/shop/traces/` and the id.
function fromGoogleCloud(fields: Fields): RecordTrace | undefined {
  const name = fields[googleCloudTrace]
  const traceId = typeof name === 'string' ? toTraceId(name.split('/').at(-1)) : undefined
  if (traceId === undefined) return undefined
  return { traceId, spanId: toSpanId(fields[`${googleCloud}/spanId`]), fields: googleCloudFields }
}

/** Every field at the top of a record that may say its trace, for adapters whose logger nests them. */
export const traceFields: readonly string[] = [
  ...openTelemetryFields,
  'traceparent',
  'sentry-trace',
  'dd',
  ...datadogFields,
  ...googleCloudFields,
]

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

function decimalToHex(value: unknown, digits: number): string | undefined {
  if (typeof value !== 'string' || !/^\d{1,39}$/.test(value)) return undefined
  return BigInt(value).toString(16).padStart(digits, '0')
}

/** Reads a W3C `traceparent` header. */
function parseTraceparent(text: string): Trace | undefined {
  const [, trace, span] =
    /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}/i.exec(text.trim()) ?? []
  return toTrace(trace, span)
}

/** Reads a `sentry-trace` header. */
function parseSentryTrace(text: string): Trace | undefined {
  const [, trace, span] = /^([\da-f]{32})-([\da-f]{16})(?:-[01])?$/i.exec(text.trim()) ?? []
  return toTrace(trace, span)
}

function toTrace(trace: string | undefined, span: string | undefined): Trace | undefined {
  const traceId = toTraceId(trace)
  return traceId === undefined ? undefined : { traceId, spanId: toSpanId(span) }
}

/** The trace that the process was started in: `SENTRY_TRACE`, then `TRACEPARENT`. Its span is not ours. */
export function findEnvironmentTraceId(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (
    parseSentryTrace(env['SENTRY_TRACE'] ?? '')?.traceId ??
    parseTraceparent(env['TRACEPARENT'] ?? '')?.traceId
  )
}
