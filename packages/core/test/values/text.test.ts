import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor, defaultRedact } from '../../src/values/redact.ts'
import { toText } from '../../src/values/text.ts'
import { anyValue } from '../../../../test/support/any-value.ts'
import { nastyValues } from '../support/values.ts'

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

test.each(Object.entries(nastyValues))('%s has a text', (_kind, make) => {
  expect(toText(make(), isSensitive)).toBeTypeOf('string')
})

test('any value has a text', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(toText(value, isSensitive)).toBeTypeOf('string')
    }),
  )
})
