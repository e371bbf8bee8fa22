import type { Attributes } from '../log.ts'

/** A log on its way from a logger's line to its encoding. */
export interface Draft {
  /** OpenTelemetry's, 1-24. */
  readonly severityNumber: number
  readonly body: string
  readonly attributes: Attributes
  /** Milliseconds since 1970, fractions allowed. */
  readonly time: number
  readonly traceId: string
  readonly spanId: string | undefined
  /** False when the trace id is the client's own, so that it ties the log to nothing. */
  readonly inTrace: boolean
}

/** Attribute that holds a message before its parameters were filled in. */
export const templateName = 'sentry.message.template'

/** What the names of attributes begin with that hold the parameters of a message. */
export const parameterPrefix = 'sentry.message.parameter.'
