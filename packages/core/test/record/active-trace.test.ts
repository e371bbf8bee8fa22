import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { anyValue } from '../../../../test/support/any-value.ts'
import { findActiveTrace } from '../../src/record/active-trace.ts'
import { nastyValues } from '../support/values.ts'

// What the SDKs that are sold today hold there is tested with them, in test/tracing.
const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'
const sentry = '__SENTRY__'
const openTelemetry = Symbol.for('opentelemetry.js.api.1')

afterEach(() => void vi.unstubAllGlobals())

const spanOf = (context: object): object => ({ spanContext: () => context })

function stubSentry(acs: object, version: unknown = '9.0.0'): void {
  vi.stubGlobal(sentry, { version, '9.0.0': { acs: { withScope: () => {}, ...acs } } })
}

function stubOpenTelemetry(context: object): void {
  const active = { getValue: () => spanOf(context) }
  vi.stubGlobal(openTelemetry, { context: { with: () => {}, active: () => active } })
}

it('there is no active trace without a tracing SDK', () => {
  expect(findActiveTrace()).toBeUndefined()
})

describe('a Sentry SDK', () => {
  it('may hold the span itself on its scope, as older ones do', () => {
    const span = spanOf({ traceId, spanId, traceFlags: 1 })
    stubSentry({ getCurrentScope: () => ({ _sentrySpan: span }) })

    expect(findActiveTrace()).toEqual({ traceId, spanId, inTrace: true })
  })

  it('that is collecting its span as garbage has none', () => {
    const getPropagationContext = (): object => ({ traceId })
    const refs = { span: { deref: () => undefined } }
    stubSentry({ getCurrentScope: () => ({ refs, getPropagationContext }) })

    expect(findActiveTrace()).toEqual({ traceId, inTrace: true })
  })

  it('is found by the version that all copies agreed on alone', () => {
    const span = spanOf({ traceId, spanId, traceFlags: 1 })
    stubSentry({ getActiveSpan: () => span }, '10.0.0')

    expect(findActiveTrace()).toBeUndefined()
  })

  it('that is broken does not hide a span of OpenTelemetry', () => {
    stubSentry({ getActiveSpan: fail, getCurrentScope: fail })
    stubOpenTelemetry({ traceId, spanId })

    expect(findActiveTrace()).toEqual({ traceId, spanId, inTrace: true })
  })
})

it.each([
  ['a span id of zeros', { traceId, spanId: '0'.repeat(16) }],
  ['a trace id of zeros', { traceId: '0'.repeat(32), spanId }],
  ['no ids', {}],
])('a span of OpenTelemetry with %s is none', (_case, context) => {
  stubOpenTelemetry(context)

  expect(findActiveTrace()).toBeUndefined()
})

it('globals that cannot be read are no tracing SDK', () => {
  for (const name of [sentry, openTelemetry]) {
    vi.stubGlobal(name, undefined)
    Object.defineProperty(globalThis, name, { configurable: true, get: fail })
  }

  expect(findActiveTrace()).toBeUndefined()
})

const nastyPlaces: readonly ((nasty: never) => void)[] = [
  (nasty) => vi.stubGlobal(sentry, nasty),
  (nasty) => vi.stubGlobal(sentry, { version: nasty }),
  (nasty) => vi.stubGlobal(sentry, { version: '9.0.0', '9.0.0': nasty }),
  (nasty) => vi.stubGlobal(sentry, { version: '9.0.0', '9.0.0': { acs: nasty } }),
  (nasty) => stubSentry({ getActiveSpan: nasty, getCurrentScope: nasty }),
  (nasty) => stubSentry({ getActiveSpan: () => nasty, getCurrentScope: () => nasty }),
  (nasty) => stubSentry({ getActiveSpan: () => spanOf(nasty) }),
  (nasty) => stubSentry({ getCurrentScope: () => ({ _sentrySpan: nasty, refs: nasty }) }),
  (nasty) => stubSentry({ getCurrentScope: () => ({ getPropagationContext: () => nasty }) }),
  (nasty) => vi.stubGlobal(openTelemetry, nasty),
  (nasty) => vi.stubGlobal(openTelemetry, { context: nasty }),
  (nasty) => vi.stubGlobal(openTelemetry, { context: { with: nasty, active: () => nasty } }),
  (nasty) => stubOpenTelemetry(nasty),
]

it.each(Object.entries(nastyValues))('%s in their place is no tracing SDK', (_name, make) => {
  for (const place of nastyPlaces) {
    vi.unstubAllGlobals()
    place(make() as never)

    expect(findActiveTrace()).toBeUndefined()
  }
})

it('whatever lies where tracing SDKs lie, a trace is well-formed or there is none', () => {
  const property = fc.property(anySentry, anyOpenTelemetry, (sentrySdk, api) => {
    vi.stubGlobal(sentry, sentrySdk)
    vi.stubGlobal(openTelemetry, api)
    const trace = findActiveTrace()

    if (trace === undefined) return
    expect(trace.traceId).toMatch(/^(?!0+$)[\da-f]{32}$/)
    expect(trace.spanId ?? spanId).toMatch(/^(?!0+$)[\da-f]{16}$/)
    expect(typeof trace.inTrace).toBe('boolean')
  })

  fc.assert(property, { numRuns: 2000 })
})

function fail(): never {
  throw new Error('mine')
}

const junk = fc.oneof(
  anyValue,
  fc.constant(fail),
  anyValue.map((value) => () => value),
)
/** A value as an SDK has it, or in its place junk. */
const orJunk = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: junk })
const giving = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  orJunk(value.map((given) => () => given))
const shaped = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> =>
  orJunk(fc.record(fields))
const ids = orJunk(
  fc.constantFrom(traceId, traceId.toUpperCase(), spanId, '0'.repeat(32), 'g'.repeat(16)),
)

const anySpan = shaped({
  spanContext: giving(
    shaped({
      traceId: ids,
      spanId: ids,
      traceFlags: orJunk(fc.constantFrom(0, 1)),
      isRemote: orJunk(fc.boolean()),
    }),
  ),
})
const anyHeldSpan = fc.oneof(anySpan, shaped({ deref: giving(anySpan) }))
const anyScope = shaped({
  _sentrySpan: anyHeldSpan,
  refs: shaped({ span: anyHeldSpan }),
  getPropagationContext: giving(shaped({ traceId: ids, parentSpanId: ids })),
})
const anySentry = shaped({
  version: orJunk(fc.constant('11.0.0')),
  '11.0.0': shaped({
    acs: shaped({
      withScope: junk,
      getActiveSpan: giving(anySpan),
      getCurrentScope: giving(anyScope),
    }),
    defaultCurrentScope: anyScope,
  }),
})
const anyOpenTelemetry = shaped({
  context: shaped({ with: junk, active: giving(shaped({ getValue: giving(anySpan) })) }),
})
