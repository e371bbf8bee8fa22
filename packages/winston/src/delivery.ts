import { shared } from '@logs-to-sentry/core'
import type { Call } from './line-tracker.ts'

/** An info on its last way, to a transport, and what is known of it beside. */
export interface Delivery {
  readonly info: unknown
  /** The call that wrote it. */
  readonly call: Call | undefined
  /** The error that it was before the transport's own format got a copy of it. */
  readonly error?: Error | undefined
}

const deliveries = shared('winston-deliveries', (): { current?: Delivery | undefined } => ({}))

/** Runs what gives an info to a transport, which may ask meanwhile what is known of it. */
export function deliver(delivery: Delivery, give: () => unknown): unknown {
  const outer = deliveries.current
  deliveries.current = delivery
  try {
    return give()
  } finally {
    deliveries.current = outer
  }
}

/** Tells what is known of an info; undefined where it is not being delivered. */
export function deliveryOf(info: unknown): Delivery | undefined {
  const { current } = deliveries
  return current?.info === info ? current : undefined
}
