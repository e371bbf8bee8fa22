import vm from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toJsonText } from '../../src/values/json-text.ts'
import { createRedactor, defaultRedact } from '../../src/values/redact.ts'
import { anyValue } from '../../../../test/support/any-value.ts'
import { nastyValues, watch } from '../support/values.ts'

const isSensitive = createRedactor(defaultRedact)

test.each<[string, unknown, string]>([
  ['null', null, 'null'],
  ['undefined', undefined, 'null'],
  ['a function', () => 1, 'null'],
  ['no number', [Number.NaN, -Infinity, -0], '["NaN","-Infinity",0]'],
  ['big integers', [5n, 2n ** 53n, -(2n ** 53n)], '[5,"9007199254740992","-9007199254740992"]'],
  ['holes', Object.assign([], { 1: 1, 3: () => 1, length: 4 }), '[null,1,null,null]'],
  ['what JSON leaves out', { a: undefined, b: () => 1, c: Symbol('s'), d: null }, '{"d":null}'],
  ['nothing', [{}, [], new Map(), new Set()], '[{},[],{},[]]'],
  [
    'maps',
    new Map<unknown, unknown>([
      ['a', 1],
      [2, 'b'],
      [{ k: 1 }, 'c'],
    ]),
    '{"a":1,"2":"b","{\\"k\\":1}":"c"}',
  ],
  [
    'maps with keys of all kinds',
    new Map<unknown, unknown>([
      [() => 'source', 1],
      [Symbol('s'), 2],
      [null, 3],
      [5n, 4],
    ]),
    '{"[Function]":1,"Symbol(s)":2,"null":3,"5":4}',
  ],
  ['sets', new Set([1, { a: 1 }]), '[1,{"a":1}]'],
  ['dates', [new Date(0)], '["1970-01-01T00:00:00.000Z"]'],
  [
    'bytes',
    { b: Buffer.alloc(2), f: new Float64Array(2), a: new ArrayBuffer(3) },
    '{"b":"<Buffer 2 bytes>","f":"<Buffer 16 bytes>","a":"<Buffer 3 bytes>"}',
  ],
  [
    'bytes that were JSON before',
    JSON.parse(JSON.stringify({ b: Buffer.alloc(4) })),
    '{"b":"<Buffer 4 bytes>"}',
  ],
  [
    'boxed values',
    [Object(1), Object('a'), Object(true), Object(2n), Object(Symbol('s'))],
    '[1,"a",true,2,null]',
  ],
  ['patterns', [/a+/gi], '["/a+/gi"]'],
  ['toJSON', { at: { toJSON: (key: string) => `<${key}>` } }, '{"at":"<at>"}'],
  ['a toJSON that throws', [nastyValues['a toJSON that throws']?.()], '["[Throws: no]"]'],
  ['lone surrogates', { 'k\uD800': '\uDC00' }, '{"k\uFFFD":"\uFFFD"}'],
  [
    'names of prototypes',
    JSON.parse('{"__proto__":1,"constructor":2}'),
    '{"__proto__":1,"constructor":2}',
  ],
  [
    'data of another realm',
    vm.runInNewContext('({ a: [1], m: new Map([["k", new Date(0)]]) })'),
    '{"a":[1],"m":{"k":"1970-01-01T00:00:00.000Z"}}',
  ],
])('%s have a JSON text', (_kind, value, text) => {
  expect(toJsonText(value, isSensitive)).toBe(text)
})

test('a cycle is named where it closes, and a value met twice is written twice', () => {
  const shared = { s: 1 }
  const value = { one: shared, two: shared, self: {} as unknown }
  value.self = value

  expect(toJsonText(value, isSensitive)).toBe('{"one":{"s":1},"two":{"s":1},"self":"[Circular]"}')
})

test('sensitive names are kept back at every depth, in lists, maps, errors and results of toJSON', () => {
  const secret = 'hunter2'
  const value = {
    list: [{ password: secret }],
    map: new Map([['Api-Key', { deep: secret }]]),
    error: Object.assign(new Error('x'), { token: secret }),
    json: { toJSON: () => ({ authorization: [secret] }) },
    cookie: undefined,
  }

  const text = toJsonText(value, isSensitive)

  expect(text).not.toContain(secret)
  expect(text.match(/\[Filtered\]/g)).toHaveLength(4)
  expect(text).not.toContain('cookie')
})

test('an error is its type, its message, its fields, its causes and its stack', () => {
  const cause = new Error('root')
  const error = Object.assign(new AggregateError([new Error('one')], 'all', { cause }), { code: 7 })

  const written: unknown = JSON.parse(toJsonText([error], isSensitive))

  expect(written).toMatchObject([
    {
      type: 'AggregateError',
      message: 'all',
      code: 7,
      errors: [{ type: 'Error', message: 'one' }],
      cause: { type: 'Error', message: 'root', stack: cause.stack },
      stack: error.stack,
    },
  ])
})

test('errors among the fields of an error are not written twice', () => {
  const error = Object.assign(new Error('invalid'), { errors: [{ field: 'name' }] })

  const text = toJsonText(error, isSensitive)

  expect(text.match(/"errors"/g)).toHaveLength(1)
})

test('what is nested without end is cut', () => {
  const text = toJsonText(nastyValues['a deep object']?.(), isSensitive)

  expect(text).toContain('"[Object]"')
  expect(JSON.parse(text)).toBeTypeOf('object')
})

test('a text that is too long is cut and marked', () => {
  expect(toJsonText({ a: 'x'.repeat(100) }, isSensitive, 30)).toBe('{"a":"xxxxxxxxxx...[truncated]')
  expect(toJsonText(['é'.repeat(12)], isSensitive, 27)).toBe('["ééééé...[truncated]')
})

const million = { length: 1_000_000 }

test.each<[string, () => unknown]>([
  ['a list of a million holes', () => Object.assign([], million)],
  ['a list of a million numbers', () => Array.from(million, (_, index) => index)],
  ['a text of megabytes', () => ['x'.repeat(50_000_000)]],
  ['an endless list', () => nastyValues['an endless list']?.()],
])('of %s no more is read than what is kept of it', (_kind, make) => {
  const { value, reads } = watch(make())

  const text = toJsonText(value, isSensitive, 8192)

  expect(text).toMatch(/\.\.\.\[truncated\]$/)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192)
  expect(reads()).toBeLessThan(10_000)
})

class Unwritten {
  static asked = 0
  toJSON(): void {
    Unwritten.asked++
  }
}

test.each<[string, () => object]>([
  ['list', () => Array.from(million, () => new Unwritten())],
  ['set', () => new Set(Array.from(million, () => new Unwritten()))],
  ['map', () => new Map(Array.from(million, (_, key) => [key, new Unwritten()]))],
])(
  'of a %s of a million values without a text no more is read than could be kept',
  (_kind, make) => {
    const value = make()
    Unwritten.asked = 0

    const text = toJsonText(value, isSensitive, 8192)

    expect(text).toMatch(/\.\.\.\[truncated\]$/)
    expect(Unwritten.asked).toBeLessThan(10_000)
  },
)

test('maps in the keys of maps are not written again and again', () => {
  let asked = 0
  const leaf = { toJSON: () => asked++ }
  let map = new Map<unknown, unknown>([[leaf, 1]])
  for (let depth = 0; depth < 50; depth++) {
    map = new Map<unknown, unknown>([
      [[map], 1],
      [[map, map], 2],
    ])
  }

  expect(toJsonText(map, isSensitive, 8192)).toContain('[Object]')
  expect(asked).toBeLessThan(1000)
})

test.each(Object.entries(nastyValues))('%s has a text', (_kind, make) => {
  expect(toJsonText([make()], isSensitive, 100_000)).toSatisfy(isJsonOrCut)
})

test('any value has a JSON text that can be read', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(() => void JSON.parse(toJsonText(value, isSensitive))).not.toThrow()
    }),
  )
})

test('what JSON knows is written as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(toJsonText(value, () => false)).toBe(JSON.stringify(value))
    }),
  )
})

test('any value keeps to the bound', () => {
  fc.assert(
    fc.property(anyValue, fc.integer({ min: 0, max: 60 }), (value, maxBytes) => {
      expect(Buffer.byteLength(toJsonText(value, isSensitive, maxBytes))).toBeLessThanOrEqual(
        maxBytes,
      )
    }),
  )
})

function isJsonOrCut(text: string): boolean {
  return text.endsWith('...[truncated]') || Array.isArray(JSON.parse(text))
}
