import type { InSpan, Place } from './trace-of-logs.ts'

/** What the tests use of a Sentry SDK, of version 10 as of 11. */
export interface Sentry {
  init(options: object): unknown
  close(): PromiseLike<unknown>
  getTraceData(): { readonly 'sentry-trace'?: string | undefined }
  startSpan<Result>(
    options: { readonly name: string },
    run: (span: { spanContext(): Place }) => Result,
  ): Result
  withIsolationScope<Result>(run: () => Result): Result
  withScope<Result>(run: () => Result): Result
  continueTrace<Result>(
    headers: { readonly sentryTrace: string; readonly baggage: undefined },
    run: () => Result,
  ): Result
  startNewTrace<Result>(run: () => Result): Result
}

export interface SentryOptions {
  readonly dsn: string
  readonly transport: () => {
    readonly send: () => Promise<object>
    readonly flush: () => Promise<boolean>
  }
  readonly tracesSampler?: (context: { readonly name: string }) => number
}

const unkept = 'not kept'

/** Options under which an SDK sends nothing. */
export const withoutSpans: SentryOptions = {
  dsn: 'http://key@127.0.0.1:9/1',
  transport: () => ({
    send: () => Promise.resolve({}),
    flush: () => Promise.resolve(true),
  }),
}

/** Options under which an SDK sends nothing, and makes spans as if it did. */
export const withSpans: SentryOptions = {
  ...withoutSpans,
  tracesSampler: ({ name }) => (name === unkept ? 0 : 1),
}

/** Runs callbacks in spans of an SDK. */
export const inSpanOf =
  (sentry: Sentry): InSpan =>
  (run) =>
    sentry.startSpan({ name: 'work' }, (span) => {
      const { traceId, spanId } = span.spanContext()
      return run({ traceId, spanId })
    })

/** Runs a callback in a span that the SDK will not send. */
export const inUnkeptSpanOf = <Result>(sentry: Sentry, run: () => Result): Result =>
  sentry.startSpan({ name: unkept }, run)

/** The trace that an SDK hands on to the servers it calls, without the span. */
export const traceOf = (sentry: Sentry): Place => ({
  traceId: sentry.getTraceData()['sentry-trace']?.slice(0, 32) ?? 'none',
})
