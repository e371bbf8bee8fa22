import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildAttributes, defaultShape, type Shape } from '../../src/values/attributes.ts'
import type { Attributes } from '../../src/log.ts'
import { anyValue } from '../../../../test/support/any-value.ts'
import { nastyValues, watch } from '../support/values.ts'

const anyShape: fc.Arbitrary<Shape> = fc.record({
  flatten: fc.boolean(),
  maxDepth: fc.integer({ min: 1, max: 8 }),
  maxAttributes: fc.integer({ min: 0, max: 20 }),
  maxValueBytes: fc.integer({ min: 8, max: 200 }),
  arrays: fc.constantFrom('array', 'json'),
  isSensitive: fc.constant(defaultShape.isSensitive),
  attributeNaming: fc.constantFrom('as-is', 'snake_case'),
})

const anyRecord = fc.dictionary(fc.string({ maxLength: 8 }), anyValue, { noNullPrototype: true })

function isScalar(value: unknown): boolean {
  return typeof value === 'number'
    ? Number.isFinite(value)
    : ['string', 'boolean'].includes(typeof value)
}

function isLegal(value: unknown): boolean {
  if (!Array.isArray(value)) return isScalar(value)
  return value.every((item) => isScalar(item) && typeof item === typeof value[0])
}

function bytesOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + bytesOf(item), 0)
  if (typeof value === 'string') return Buffer.byteLength(value)
  return typeof value === 'number' ? 8 : 1
}

/** What the server would refuse or lose of these attributes, or what passes the bounds. */
function faultsOf(attributes: Attributes, shape: Shape): readonly string[] {
  const entries = Object.entries(attributes)
  const faults = entries.flatMap(([name, value]) => {
    const json = JSON.stringify({ [name]: value })
    return [
      name.trim() === '' && 'a name of blanks',
      !isLegal(value) && `no legal value: ${json}`,
      bytesOf(value) > shape.maxValueBytes && `too long: ${json}`,
      /\\ud[89a-f]/i.test(json) && `lone surrogates: ${json}`,
      !isDeepStrictEqual(JSON.parse(json), { [name]: value }) && `changed by JSON: ${json}`,
    ]
  })
  if (entries.length > shape.maxAttributes) faults.push(`${entries.length} attributes`)
  return faults.filter((fault) => fault !== false)
}

test('any values in any shape become legal attributes within the bounds', () => {
  fc.assert(
    fc.property(anyRecord, anyShape, anyValue, (raw, shape, error) => {
      expect(faultsOf(buildAttributes(raw, shape, { error }), shape)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test.each(Object.entries(nastyValues))('%s becomes legal attributes', (_kind, make) => {
  for (const flatten of [true, false]) {
    const shape = { ...defaultShape, flatten }

    expect(
      faultsOf(buildAttributes({ value: make(), deep: { er: make() } }, shape), shape),
    ).toEqual([])
    expect(
      faultsOf(buildAttributes({ err: make(), list: [make()] }, shape, { error: make() }), shape),
    ).toEqual([])
  }
})

test('attributes that cannot be read at all say so', () => {
  const { proxy, revoke } = Proxy.revocable<Record<string, unknown>>({}, {})
  revoke()

  expect(buildAttributes(proxy, defaultShape)).toEqual({
    attributes: expect.stringMatching(/^\[Throws: .*revoked\]$/) as unknown,
  })
})

test('what cannot be read is replaced by the reason, beside what can', () => {
  const raw = {
    get broken(): string {
      throw new Error('not now')
    },
    nested: nastyValues['a getter that throws']?.(),
    keys: new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no keys')
        },
      },
    ),
    type: nastyValues['a getter named type that throws']?.(),
    toJSON: nastyValues['a getter named toJSON that throws']?.(),
    json: nastyValues['a toJSON that gives a revoked proxy']?.(),
    fine: 1,
  }

  expect(buildAttributes(raw, defaultShape)).toEqual({
    broken: '[Throws: not now]',
    'nested.broken': '[Throws: no]',
    keys: '[Throws: no keys]',
    'type.a': 1,
    'type.type': '[Throws: no]',
    'toJSON.a': 1,
    'toJSON.toJSON': '[Throws: no]',
    json: expect.stringMatching(/^\[Throws: .*revoked\]$/) as unknown,
    fine: 1,
  })
})

test('legal attributes within the bounds come out as they went in', () => {
  const text = fc.string({ maxLength: 20 })
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
  const legal = fc.oneof(
    text,
    number,
    fc.boolean(),
    fc.array(text),
    fc.array(number),
    fc.array(fc.boolean()),
  )
  const names = fc.stringMatching(/^[a-z]{1,6}x(\.[a-z]{1,6}x)?$/)

  fc.assert(
    fc.property(fc.dictionary(names, legal), (raw) => {
      const once = buildAttributes(raw, defaultShape)

      expect({ ...once }).toEqual({ ...raw })
      expect(JSON.parse(JSON.stringify(once))).toEqual({ ...raw })
      expect({ ...buildAttributes(once, defaultShape) }).toEqual({ ...raw })
    }),
  )
})

function deepFreeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (!ArrayBuffer.isView(value)) Object.freeze(value)
  for (const key of Reflect.ownKeys(value)) deepFreeze(Reflect.get(value, key))
  return value
}

test('what is given is not changed', () => {
  fc.assert(
    fc.property(anyRecord, anyShape, (raw, shape) => {
      const before = fc.stringify(raw)
      deepFreeze(raw)

      buildAttributes(raw, shape)

      expect(fc.stringify(raw)).toBe(before)
    }),
  )
})

test('what is made does not change with what was given', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (raw) => {
      const attributes = buildAttributes(raw, defaultShape)
      const before = JSON.stringify(attributes)

      for (const value of Object.values(raw)) {
        if (Array.isArray(value)) value.push('later')
        else if (typeof value === 'object' && value !== null) Object.assign(value, { later: 1 })
      }

      expect(JSON.stringify(attributes)).toBe(before)
    }),
  )
})

const manyKeys = (value: unknown, count = 10_000): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, value]))

test.each<[string, () => unknown]>([
  ['ten thousand keys', () => manyKeys(1)],
  ['ten thousand mixed lists', () => manyKeys([1, 'a'])],
  [
    'ten thousand functions in each of a hundred objects',
    () =>
      manyKeys(
        manyKeys(() => 1),
        100,
      ),
  ],
  ['ten thousand errors', () => manyKeys(new Error('x', { cause: new Error('y') }))],
  ['ten thousand empty objects in each of a hundred', () => manyKeys(manyKeys({}), 100)],
  ['a list of a million texts', () => Array.from({ length: 1_000_000 }, (_, key) => `text ${key}`)],
  ['a list of a million objects', () => Array.from({ length: 1_000_000 }, () => ({ a: 1 }))],
  ['a list of a million holes', () => Object.assign([], { length: 1_000_000 })],
  ['the longest list, without items', () => Object.assign([], { length: 2 ** 32 - 1 })],
  ['the longest list, with texts at its ends', () => Object.assign(['a'], { [2 ** 32 - 2]: 'b' })],
  ['an endless list', () => nastyValues['an endless list']?.()],
  ['an endless toJSON', () => nastyValues['a toJSON that goes on and on']?.()],
])('of %s no more is read than a bounded part', (_kind, make) => {
  const { value, reads } = watch(make())

  const attributes = buildAttributes({ value }, defaultShape)

  expect(faultsOf(attributes, defaultShape)).toEqual([])
  expect(reads()).toBeLessThan(100_000)
})

test.each<[string, () => object]>([
  ['a text of fifty million characters', () => ({ value: '\uD800é'.repeat(25_000_000) })],
  ['a list with such a text', () => ({ value: ['é'.repeat(50_000_000), 'b'] })],
  ['a key of ten million characters', () => ({ ['k'.repeat(10_000_000)]: 1 })],
])('%s is cut', (_kind, make) => {
  const attributes = buildAttributes({ ...make() }, defaultShape)

  expect(faultsOf(attributes, defaultShape)).toEqual([])
  expect(JSON.stringify(attributes)).toContain('...[truncated]')
})

test('of too many attributes those nearest to the top are kept', () => {
  const attributes = buildAttributes({ many: manyKeys(1), a: 1, b: new Date(0) }, defaultShape)

  expect(Object.keys(attributes)).toHaveLength(128)
  expect(attributes).toMatchObject({ a: 1, b: '1970-01-01T00:00:00.000Z', 'many.key0': 1 })
})

test('what is nested deeper gives way to what is nested less', () => {
  const raw = { deep: { er: manyKeys(1) }, near: { by: 1 } }

  expect(buildAttributes(raw, defaultShape)).toMatchObject({ 'near.by': 1, 'deep.er.key0': 1 })
})

test('a log may have any number of attributes where nothing bounds them', () => {
  const shape = { ...defaultShape, maxAttributes: Infinity }

  expect(Object.keys(buildAttributes({ many: manyKeys(1, 20_000) }, shape))).toHaveLength(20_000)
})
