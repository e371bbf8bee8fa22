import vm from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor, defaultRedact } from '../src/redact.ts'
import { toJsonText, toText } from '../src/text.ts'
import { anyValue, nastyValues } from './support/values.ts'

const isSensitive = createRedactor(defaultRedact)

test.each<[string, unknown, string]>([
  ['a text', 'a "b"', 'a "b"'],
  ['an integer', 42, '42'],
  ['a fraction', 0.5, '0.5'],
  ['no number', Number.NaN, 'NaN'],
  ['a boolean', false, 'false'],
  ['a big integer', 10n ** 20n, '100000000000000000000'],
  ['null', null, 'null'],
  ['undefined', undefined, 'undefined'],
  ['a symbol', Symbol('s'), 'Symbol(s)'],
  ['a function', () => 1, '[Function]'],
  ['a date', new Date(1_700_000_000_000), '2023-11-14T22:13:20.000Z'],
  ['an invalid date', new Date(Number.NaN), 'Invalid Date'],
  ['an error', new TypeError('no'), 'TypeError: no'],
  ['an error without message', new RangeError(), 'RangeError'],
  ['an address', new URL('http://h/p'), 'http://h/p'],
  ['a boxed number', Object(5), '5'],
  ['bytes', Buffer.from('abc'), '<Buffer 3 bytes>'],
  ['a list', [1, 'a', null], '[1,"a",null]'],
  ['an object', { a: { b: 1 }, token: 'x' }, '{"a":{"b":1},"token":"[Filtered]"}'],
])('%s reads well inside a body', (_kind, value, text) => {
  expect(toText(value, isSensitive)).toBe(text)
})

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

test.each<[string, () => unknown]>([
  ['a list of a million holes', () => Object.assign([], { length: 1_000_000 })],
  ['a list of a million numbers', () => Array.from({ length: 1_000_000 }, (_, index) => index)],
  ['a text of megabytes', () => ['x'.repeat(50_000_000)]],
  ['an endless list', () => nastyValues['an endless list']?.()],
  ['a set of a million functions', () => new Set(Array.from({ length: 1_000_000 }, () => () => 1))],
  [
    'a map of a million functions',
    () => new Map(Array.from({ length: 1_000_000 }, (_, key) => [key, () => 1])),
  ],
])('%s costs no more than what is kept of it', (_kind, make) => {
  const value = make()

  const start = performance.now()
  const text = toJsonText(value, isSensitive, 8192)
  const elapsed = performance.now() - start

  expect(text).toMatch(/\.\.\.\[truncated\]$/)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192)
  expect(elapsed).toBeLessThan(100)
})

test.each(Object.entries(nastyValues))('%s has a text', (_kind, make) => {
  expect(toText(make(), isSensitive)).toBeTypeOf('string')
  expect(toJsonText([make()], isSensitive, 100_000)).toSatisfy(isJsonOrCut)
})

test('any value has a JSON text that can be read', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      JSON.parse(toJsonText(value, isSensitive))

      expect(toText(value, isSensitive)).toBeTypeOf('string')
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
