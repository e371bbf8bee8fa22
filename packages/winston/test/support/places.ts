import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-node'
import { setAttributes, withScope } from '@logs-to-sentry/core'
import { afterAll, beforeAll } from 'vitest'
import type { StoredLog } from '../../../../test/support/relay.ts'

/** What tells where a line was written. */
export interface Place {
  /** An attribute of the scope. */
  readonly place: unknown
  readonly traceId: string
  readonly spanId: string | undefined
}

const tracer = new BasicTracerProvider().getTracer('test')

/** Lets OpenTelemetry know the spans that {@link inPlace} starts, in a file that makes this one call. */
export function usePlaces(): void {
  beforeAll(
    () => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()),
  )
  afterAll(() => context.disable())
}

/** Runs a callback in a scope and a span of its own. */
export function inPlace(place: number, run: () => unknown): Place {
  return withScope(() => {
    setAttributes({ place })
    return tracer.startActiveSpan('request', (span) => {
      run()
      span.end()
      const { traceId, spanId } = span.spanContext()
      return { place, traceId, spanId }
    })
  })
}

/** Where a line was written, by what Sentry stored of it. */
export function placeOf({ attributes, traceId, spanId }: StoredLog): Place {
  return { place: attributes['place'], traceId, spanId }
}
