import { shared, type CallContext } from '@logs-to-sentry/core'
import type { Levels } from './level.ts'

/** A logger, as far as a transport has to know it. */
export interface Source {
  readonly level?: string
  readonly levels?: Levels
}

/** What is known of an info beside it. */
export interface Origin {
  /** The logger that wrote it. */
  readonly source?: Source | undefined
  /** What was active where it was written. */
  readonly context?: CallContext | undefined
  /** How many arguments a format has filled into its message. */
  readonly filled?: number | undefined
  /** The error that it, or its message, was before formats. */
  readonly error?: Error | undefined
}

/** An info on its way to transports. */
export interface Delivery {
  readonly info: unknown
  readonly origin: Origin
}

const deliveries = shared('winston-deliveries', (): { current?: Delivery | undefined } => ({}))
const unknown: Origin = {}

/**
 * To be called before an info is given to transports, which may ask for its origin until
 * {@link endDelivery} is called with what this gives.
 */
export function beginDelivery(info: unknown, origin: Origin | undefined): Delivery | undefined {
  const outer = deliveries.current
  deliveries.current = { info, origin: origin ?? unknown }
  return outer
}

export function endDelivery(outer: Delivery | undefined): void {
  deliveries.current = outer
}

/** Tells what is known of an info while it is delivered. */
export function originOf(info: unknown): Origin {
  const { current } = deliveries
  return current !== undefined && current.info === info ? current.origin : unknown
}
