import vm from 'node:vm'
import { expect, test } from 'vitest'
import {
  buildAttributes,
  defaultShape,
  type Shape,
  toAttributeValue,
} from '../../src/values/attributes.ts'
import type { AttributeValue } from '../../src/log.ts'
import { nastyValues } from '../support/values.ts'

function valueOf(value: unknown, shape: Partial<Shape> = {}): AttributeValue | undefined {
  return buildAttributes({ value }, { ...defaultShape, ...shape }).value
}

test.each<[string, unknown, AttributeValue]>([
  ['a text', 'text', 'text'],
  ['an empty text', '', ''],
  ['a text with lone surrogates', 'a\uD800', 'a\uFFFD'],
  ['an integer', 42, 42],
  ['a fraction', 0.1, 0.1],
  ['minus zero', -0, 0],
  ['an integer that is not safe', 2 ** 53, 2 ** 53],
  ['a very large number', 1e21, 1e21],
  ['no number', Number.NaN, 'NaN'],
  ['infinity', Infinity, 'Infinity'],
  ['minus infinity', -Infinity, '-Infinity'],
  ['a boolean', false, false],
  ['a safe big integer', 42n, 42],
  ['a big integer', 2n ** 64n, '18446744073709551616'],
  ['a date', new Date(1_700_000_000_123), '2023-11-14T22:13:20.123Z'],
  ['an invalid date', new Date(Number.NaN), 'Invalid Date'],
  ['a date of another realm', vm.runInNewContext('new Date(0)'), '1970-01-01T00:00:00.000Z'],
  ['a Buffer', Buffer.from('secret'), '<Buffer 6 bytes>'],
  ['a view of bytes', new Float32Array(3), '<Buffer 12 bytes>'],
  ['an ArrayBuffer', new ArrayBuffer(7), '<Buffer 7 bytes>'],
  ['a Buffer that was JSON', JSON.parse(JSON.stringify(Buffer.from('abc'))), '<Buffer 3 bytes>'],
  ['a map', new Map([['a', { b: 1 }]]), '{"a":{"b":1}}'],
  ['a set', new Set([1, 'a']), '[1,"a"]'],
  ['a boxed text', Object('x'), 'x'],
  ['a boxed number', Object(1), 1],
  ['a boxed boolean', Object(true), true],
  ['a boxed big integer', Object(3n), 3],
  ['an address', new URL('https://host/p?q=1'), 'https://host/p?q=1'],
  ['a pattern', /a+/g, '/a+/g'],
  ['a toJSON that gives a text', { toJSON: () => 'text' }, 'text'],
  ['a toJSON that gives a list', { toJSON: () => [1, 2] }, [1, 2]],
  ['a toJSON that gives a date', { toJSON: () => new Date(0) }, '1970-01-01T00:00:00.000Z'],
  ['a toJSON that gives a Buffer', { toJSON: () => Buffer.alloc(3) }, '<Buffer 3 bytes>'],
  ['a toJSON that gives a map', { toJSON: () => new Map([['a', 1]]) }, '{"a":1}'],
  ['a toJSON that gives a boxed text', { toJSON: () => Object('x') }, 'x'],
  ['a toJSON that gives a big integer', { toJSON: () => 5n }, 5],
  ['a toJSON that throws', nastyValues['a toJSON that throws']?.(), '[Throws: no]'],
  ['a list of texts', ['a', 'b\uD800'], ['a', 'b\uFFFD']],
  ['a list of numbers', [1, 2.5, -0], [1, 2.5, 0]],
  ['a list of booleans', [true, false], [true, false]],
  ['a list of safe big integers', [1n, 2], [1, 2]],
  ['an empty list', [], []],
  ['a list of another realm', vm.runInNewContext('[1, 2]'), [1, 2]],
  ['a mixed list', [1, 'a'], '[1,"a"]'],
  ['a list with nothing in it', [null], '[null]'],
  ['a list with no number in it', [1, Number.NaN], '[1,"NaN"]'],
  ['a list with a big integer', [1, 2n ** 64n], '[1,"18446744073709551616"]'],
  ['a list with holes', Object.assign([], { 1: 1, length: 2 }), '[null,1]'],
  ['a list that ends in nothing', ['a', undefined], '["a",null]'],
  ['a list of booleans and more', [true, 1], '[true,1]'],
  ['a list of dates', [new Date(0)], '["1970-01-01T00:00:00.000Z"]'],
  ['a list of lists', [[1], [2]], '[[1],[2]]'],
  ['a list of objects', [{ a: 1 }, { token: 2 }], '[{"a":1},{"token":"[Filtered]"}]'],
])('%s becomes one attribute', (_kind, value, expected) => {
  expect(valueOf(value)).toStrictEqual(expected)
})

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a boxed symbol', Object(Symbol('s'))],
  ['a toJSON that gives nothing', { toJSON: () => undefined }],
  ['an empty object', {}],
  ['a promise', Promise.resolve()],
  ['a weak map', new WeakMap()],
])('%s is left out', (_kind, value) => {
  expect(buildAttributes({ value }, defaultShape)).toEqual({})
})

test('a list is copied, so later changes do not matter', () => {
  const list = ['a']

  const value = valueOf(list)
  list.push('b')

  expect(value).toEqual(['a'])
})

test.each<[string, unknown, AttributeValue]>([
  ['a list', ['a', 'b'], '["a","b"]'],
  ['an empty list', [], '[]'],
])('with arrays as JSON %s is JSON text', (_kind, value, expected) => {
  expect(valueOf(value, { arrays: 'json' })).toBe(expected)
})

test.each<[string, unknown, AttributeValue]>([
  ['a text', 'a'.repeat(40), 'aaaaaa...[truncated]'],
  ['a big integer', 10n ** 40n, '100000...[truncated]'],
  ['a map', new Map([['k', 'a'.repeat(40)]]), '{"k":"...[truncated]'],
  ['a list of mixed values', [1, 'a'.repeat(40)], '[1,"aa...[truncated]'],
  ['a list of numbers', [1, 2, 3, 4], [1, 2]],
  [
    'a list of booleans',
    Array.from({ length: 40 }, () => true),
    Array.from({ length: 20 }, () => true),
  ],
  [
    'a list of texts that just fits',
    ['aaaaa', 'bbbbb', 'ccccc', 'ddddd'],
    ['aaaaa', 'bbbbb', 'ccccc', 'ddddd'],
  ],
  ['a list of texts', ['aaaaa', 'bbbbb', 'ccccc', 'dddddd'], ['aaaaa', 'b...[truncated]']],
  ['a list of one text', ['a'.repeat(40)], ['aaaaaa...[truncated]']],
  ['a list whose last text is long', ['a', 'b'.repeat(40)], ['a', 'bbbbb...[truncated]']],
])('%s beyond 20 bytes is cut', (_kind, value, expected) => {
  expect(valueOf(value, { maxValueBytes: 20 })).toEqual(expected)
})

test('a list of a million empty texts ends at the bound too', () => {
  const value = valueOf(Array.from({ length: 1_000_000 }, () => ''))

  expect(value).toHaveLength(8192 - 14 + 1)
})

test.each<[string, unknown, AttributeValue | undefined]>([
  ['a text', 'x', 'x'],
  ['a number', 1, 1],
  ['no number', Number.NaN, 'NaN'],
  ['null', null, undefined],
  ['undefined', undefined, undefined],
  ['a function', () => 1, undefined],
  ['a symbol', Symbol('s'), undefined],
  ['an object', { a: { b: 1 } }, '{"a":{"b":1}}'],
  ['a list', [1, 2], [1, 2]],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['an error', new TypeError('no'), 'TypeError: no'],
  ['a toJSON that gives nothing', { toJSON: () => undefined }, 'undefined'],
])('%s as a parameter is one attribute', (_kind, value, expected) => {
  expect(toAttributeValue(value, 'p', defaultShape)).toEqual(expected)
})

test('a parameter with a sensitive name is kept back, whatever it is', () => {
  for (const value of ['x', 1, {}, [], new Error('x')]) {
    expect(toAttributeValue(value, 'token', defaultShape)).toBe('[Filtered]')
  }
  expect(toAttributeValue(null, 'token', defaultShape)).toBeUndefined()
})

test.each(Object.entries(nastyValues))('%s as a parameter does no harm', (_kind, make) => {
  expect(['string', 'number', 'object']).toContain(
    typeof toAttributeValue(make(), 'p', defaultShape),
  )
})
