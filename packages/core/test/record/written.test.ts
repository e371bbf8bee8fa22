import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyValue } from '../../../../test/support/any-value.ts'
import { encodePlainly } from '../../../../test/support/reference-encoder.ts'
import type { Encoding } from '../../src/record/encode.ts'
import type { LogInput } from '../../src/log.ts'
import { resolveSettings } from '../../src/options/settings.ts'
import { type Line, LineReader } from '../../src/record/line.ts'
import { Recorder } from '../../src/record/recorder.ts'
import { createRedactor } from '../../src/values/redact.ts'
import { nastyValues } from '../support/values.ts'

const reader = new LineReader()

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ minLength: 60, maxLength: 300 }),
  fc
    .array(fc.constantFrom('\uD800', '\uDFFF', '"', '\\', '\n', '\u007F', 'é', '😀', 'a', '\u2028'))
    .map((parts) => parts.join('')),
)

const anyName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'password', 'X-Api-Key', 'a.token', 'err', 'error'),
  fc.constantFrom('a', 'b', 'a.b', ' a', 'userId', 'HTTPStatus', '\uD800', 'é', 'a"b', 'trace_id'),
  fc.constantFrom('sentry.origin', 'sentry.sdk.name', 'server.address', 'sentry.severity_number'),
  fc.constantFrom('sentry.timestamp.sequence', 'sentry.message.template'),
  fc.constantFrom('sentry.message.parameter.own', 'x'.repeat(129), 'x'.repeat(300)),
  anyText,
)
/** Names that JavaScript puts in front of others in an object that has them. */
const isIndex = (name: string): boolean => /^\d+$/.test(name.trim())

/** Not those that are only large, nor an error that is made anew, with the reader in its stack, each time. */
const nasty = Object.entries(nastyValues).filter(
  ([name]) =>
    !/million|megabyte|thousand|endless|deep|on and on|toJSON that gives an error/.test(name),
)

/** fast-check reads what it generates, which some values do not bear: so they are made later. */
const anyRecipe: fc.Arbitrary<() => unknown> = fc.oneof(
  anyText.map((text) => () => text),
  anyValue.map((value) => () => value),
  fc.constantFrom(...nasty.map(([, make]) => make)),
)

const anyRecord: fc.Arbitrary<() => Record<string, unknown>> = fc
  .array(fc.tuple(anyName, anyRecipe), { maxLength: 6 })
  .map((fields) => fields.filter(([name]) => !isIndex(name)))
  .map((fields) => () => Object.fromEntries(fields.map(([name, make]) => [name, make()])))

const anyRecorder = fc
  .record({
    flatten: fc.boolean(),
    maxDepth: fc.integer({ min: 1, max: 6 }),
    maxAttributes: fc.constantFrom(1, 5, 128, 1024),
    maxValueBytes: fc.constantFrom(64, 100, 8192),
    arrays: fc.constantFrom('array' as const, 'json' as const),
    attributeNaming: fc.constantFrom('as-is' as const, 'snake_case' as const),
    redact: fc.constantFrom(undefined, false as const, ['a', 'b']),
    serverName: fc.constantFrom(undefined, false as const, 'web-1'),
    release: fc.constantFrom(undefined, 'shop@"1"'),
    attributes: fc.constantFrom(undefined, { a: 'of options', 'sentry.message.template': 'x' }),
  })
  .map((options) => {
    const settings = resolveSettings(options, {})
    const integration = { name: 'pino' as const, version: '1.2.3' }
    return new Recorder(settings, createRedactor(settings.redact), integration)
  })

const anyLine: fc.Arbitrary<() => Line> = fc
  .record({
    level: fc.integer({ min: 1, max: 24 }),
    body: anyText,
    attributes: anyRecord,
    parameters: fc.option(anyRecord, { nil: undefined }),
    template: fc.option(anyText, { nil: undefined }),
    scope: anyRecord,
    time: fc.oneof(fc.nat(), fc.constantFrom(1_785_578_400_120, 1_785_578_400_123.456, 0, -1.5)),
    origin: fc.constantFrom(undefined, 'auto.log.pino', 'auto.other', 'no origin'),
    spanId: fc.constantFrom(undefined, 'b7ad6b7169203331'),
  })
  .map(({ attributes, parameters, template, scope, origin, spanId, ...rest }) => () => {
    const input: LogInput = {
      ...rest,
      traceId: '0af7651916cd43dd8448eb211c80319c',
      attributes: attributes(),
      context: { scope: scope(), trace: undefined },
      ...(parameters !== undefined && { parameters: parameters() }),
      ...(template !== undefined && { template }),
      ...(origin !== undefined && { origin }),
      ...(spanId !== undefined && { spanId }),
    }
    return reader.read(input, rest.level)
  })

it('a line is written as the plain encoder writes the log that is made of it, to the byte', () => {
  const lines = fc.array(anyLine, { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(anyRecorder, lines, fc.nat(), (recorder, recipes, sequence) => {
      for (const make of recipes) {
        const line = make()

        expect(recorder.encode(line, sequence)).toEqual(
          encodePlainly(recorder.record(line), sequence),
        )
      }
    }),
    { numRuns: 300 },
  )
})

const plainRecorder = (): Recorder => {
  const settings = resolveSettings({ attributes: { region: 'eu' } }, {})
  return new Recorder(settings, createRedactor(settings.redact))
}

it('a value that logs while it is read disturbs neither line', () => {
  const recorder = plainRecorder()
  const read = (attributes: Record<string, unknown>): Line =>
    reader.read({ level: 'info', body: 'x', traceId: '1'.repeat(32), time: 1, attributes }, 9)
  const inner = read({ a: 1, region: 'us' })
  const written: Encoding[] = []
  const logs = { toJSON: () => (written.push(recorder.encode(inner, 2)), 'logged') }
  const outer = read({ a: 2, logs, b: { c: 3 }, 'b.c': 4, region: 'de' })
  written.push(recorder.encode(outer, 1))

  expect(written.slice(0, 2).map(({ json }) => JSON.parse(json) as unknown)).toEqual([
    JSON.parse(encodePlainly(recorder.record(inner), 2).json),
    JSON.parse(encodePlainly(recorder.record(outer), 1).json),
  ])
})

it('names that a program makes of its data are forgotten, and each is still sent once', () => {
  const recorder = plainRecorder()
  const line = (name: string): Line => {
    const attributes = { [name]: 1, region: 'us', a: { b: 1 }, 'a.b': 2 }
    return reader.read({ level: 'info', body: 'x', time: 1, attributes }, 9)
  }
  const written = Array.from({ length: 10_000 }, (_, at) => recorder.encode(line(`user-${at}`), at))
  const names = written.map(({ json }) => json.match(/"[\w.-]+":(?=\{"type")/g) ?? [])

  expect(names.filter((found) => new Set(found).size !== found.length)).toEqual([])
  expect(names.at(-1)).toEqual(expect.arrayContaining(['"region":', '"a.b":', '"user-9999":']))
})

/** Not those under which a line says its error. */
const anyOtherName = anyName.filter((name) => !/^(?:err|error)$/.test(name) && !isIndex(name))

it('what the logger says and what is left out make the log that one object of both makes', () => {
  fc.assert(
    fc.property(
      anyRecorder,
      fc.dictionary(anyOtherName, anyText),
      anyRecord,
      fc.array(anyOtherName),
      (recorder, loggerAttributes, raw, left) => {
        const omit = new Set([...left, ...Object.keys(loggerAttributes)])
        const attributes = raw()
        const rest = Object.entries(attributes).filter(([name]) => !omit.has(name))
        const whole = Object.fromEntries([...Object.entries(loggerAttributes), ...rest])
        const line = (input: Partial<LogInput>): Line =>
          reader.read({ level: 'info', body: 'hi', time: 0, traceId: 'a'.repeat(32), ...input }, 9)
        const apart = line({ attributes, loggerAttributes, omit })

        expect(recorder.encode(apart, 0)).toEqual(recorder.encode(line({ attributes: whole }), 0))
      },
    ),
  )
})
