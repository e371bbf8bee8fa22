import type { Attributes } from '../log.ts'

/** All of a log but its attributes. */
export interface Head {
  /** OpenTelemetry's, 1-24. */
  readonly severityNumber: number
  readonly body: string
  /** Milliseconds since 1970, fractions allowed. */
  readonly time: number
  readonly traceId: string
  readonly spanId: string | undefined
  /** False when the trace id is the client's own, so that it ties the log to nothing. */
  readonly inTrace: boolean
}

/** A log on its way from a logger's line to its encoding. */
export interface Draft extends Head {
  readonly attributes: Attributes
}
