import { createRequire } from 'node:module'
import { context, trace, type SpanContext } from '@opentelemetry/api'
import { PinoInstrumentation } from '@opentelemetry/instrumentation-pino'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import pino from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sentryMixin } from '../src/index.ts'
import { read } from './support/real-line.ts'

new NodeTracerProvider().register()

type Options = pino.LoggerOptions<string>
type Fields = Record<string, unknown>

const bare = { level: 'trace', base: null, timestamp: false } satisfies Options

/** The line that a real logger writes in a call. */
function write(
  options: Options,
  call: (logger: pino.Logger<string>) => void,
  make: typeof pino = pino,
): string {
  let line = ''
  call(make({ ...bare, ...options }, { write: (text) => void (line += text) }))
  return line
}

const parse = (line: string): Fields => JSON.parse(line)

function inSpan<Result>(run: (span: SpanContext) => Result): Result {
  const span = trace.getTracer('test').startSpan('work')
  return context.with(trace.setSpan(context.active(), span), () => run(span.spanContext()))
}

const placeOf = ({ traceId, spanId }: SpanContext): Fields => ({
  trace_id: traceId,
  span_id: spanId,
})
const info = { level: 30 }

test('a line in a span names its trace and the span', () => {
  const options = { mixin: sentryMixin() }

  inSpan((span) => {
    const line = write(options, (log) => log.child({ a: 1 }).info({ b: 2 }, 'x'))

    expect(parse(line)).toEqual({ ...info, ...placeOf(span), a: 1, b: 2, msg: 'x' })
  })
})

test('a line in no trace is as without the mixin', () => {
  const call = (log: pino.Logger<string>): void => log.info({ a: 1 }, 'x')

  expect(write({ mixin: sentryMixin() }, call)).toBe(write({}, call))
})

describe('a mixin of the application', () => {
  test('adds its fields, which win', () => {
    const options = { mixin: sentryMixin(() => ({ a: 'own', span_id: 'own' })) }

    inSpan(({ traceId }) => {
      expect(parse(write(options, (log) => log.info({ b: 2 }, 'x')))).toEqual({
        ...info,
        trace_id: traceId,
        span_id: 'own',
        a: 'own',
        b: 2,
        msg: 'x',
      })
    })
  })

  test('is called as pino calls it', () => {
    const calls: unknown[][] = []
    const own = (...args: unknown[]): object => {
      calls.push(args)
      return {}
    }
    const fields = { a: 1 }
    let logger: unknown
    write({ mixin: sentryMixin(own) }, (log) => {
      logger = log
      log.warn(fields, 'x')
    })

    expect(calls).toEqual([[fields, 40, logger]])
    expect(calls[0]?.[0]).toBe(fields)
  })

  test('may give the same object each time, which stays as it is', () => {
    const shared = Object.freeze({ a: 'own' })
    const options = { mixin: sentryMixin(() => shared) }
    const line = inSpan(() => write(options, (log) => log.info({ b: 2 }, 'x')))

    expect(parse(line)).toMatchObject({ a: 'own', b: 2 })
  })

  test('that throws throws at the call, as in pino', () => {
    const mixin = sentryMixin(() => {
      throw new RangeError('no mixin')
    })

    expect(() => write({ mixin }, (log) => log.info('x'))).toThrow(RangeError)
  })

  test.each([[null], ['x'], [{}]])('%j is none', (own) => {
    expect(() => Reflect.apply(sentryMixin, undefined, [own])).toThrow(TypeError)
  })
})

describe('a line that names a trace itself keeps it', () => {
  const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }

  test.each<[string, Fields]>([
    ['trace_id', { trace_id: caller.traceId }],
    ['traceparent', { traceparent: `00-${caller.traceId}-${caller.spanId}-01` }],
    ['sentry-trace', { 'sentry-trace': `${caller.traceId}-${caller.spanId}-1` }],
    ['dd.trace_id', { dd: { trace_id: caller.traceId } }],
  ])('by %s, in the call or in its own mixin', (_name, fields) => {
    const given = inSpan(() => write({ mixin: sentryMixin() }, (log) => log.info(fields, 'x')))
    const mixed = inSpan(() => write({ mixin: sentryMixin(() => fields) }, (log) => log.info('x')))

    expect(parse(given)).toEqual({ ...info, ...fields, msg: 'x' })
    expect(parse(mixed)).toEqual({ ...info, ...fields, msg: 'x' })
  })

  test('but not by a field of such a name that says something else', () => {
    const fields = { dd: 24, traceparent: 'none' }

    inSpan((span) => {
      const line = write({ mixin: sentryMixin() }, (log) => log.info(fields, 'x'))

      expect(parse(line)).toEqual({ ...info, ...placeOf(span), ...fields, msg: 'x' })
    })
  })
})

test('mixinMergeStrategy gets the fields of the call and of the mixin', () => {
  const options: Options = {
    mixin: sentryMixin(() => ({ a: 1 })),
    mixinMergeStrategy: (fields, mixed) => ({ fields, mixed }),
  }

  inSpan((span) => {
    expect(parse(write(options, (log) => log.info({ b: 2 }, 'x')))).toEqual({
      ...info,
      fields: { b: 2 },
      mixed: { ...placeOf(span), a: 1 },
      msg: 'x',
    })
  })
})

test('the trace is found under nestedKey, where pino puts it', () => {
  const nestedKey = 'payload'

  inSpan((span) => {
    const line = write({ nestedKey, mixin: sentryMixin() }, (log) => log.info({ a: 1 }, 'x'))

    expect(parse(line)).toEqual({ ...info, payload: { ...placeOf(span), a: 1 }, msg: 'x' })
    expect(read(line, { nestedKey }).attributes).toEqual({
      'pino.logger.level': 30,
      ...placeOf(span),
      payload: { a: 1 },
    })
  })
})

test("beside OpenTelemetry's instrumentation of pino both say the same", () => {
  const instrumentation = new PinoInstrumentation({ disableLogSending: true })
  onTestFinished(() => instrumentation.disable())
  const instrumented: typeof pino = createRequire(import.meta.url)('pino')
  expect(instrumented).not.toBe(pino)

  inSpan((span) => {
    const log = (options: Options): string =>
      write(options, (logger) => logger.info({ a: 1 }, 'x'), instrumented)

    expect(parse(log({}))).toMatchObject({ ...placeOf(span), trace_flags: '01' })
    expect(parse(log({ mixin: sentryMixin() }))).toEqual(parse(log({})))
  })
})
