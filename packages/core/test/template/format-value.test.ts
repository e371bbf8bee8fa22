import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatValue } from '../../src/template/format-value.ts'

/** Each row is what Python 3.11 answers. */
test.each<[string, unknown, string]>([
  ['s', 'hi', 'hi'],
  ['8', 'hi', 'hi      '],
  ['>8', 'hi', '      hi'],
  ['^8', 'hi', '   hi   '],
  ['^9', 'hi', '   hi    '],
  ['*<8', 'hi', 'hi******'],
  ['😀^6', 'hi', '😀😀hi😀😀'],
  ['08', 'hi', 'hi000000'],
  ['<08', 'hi', 'hi000000'],
  ['.2', 'héllo', 'hé'],
  ['.1s', '😀😀', '😀'],
  ['10.3s', 'hello', 'hel       '],
  ['2', 'hello', 'hello'],
  ['{>4', 'a', '{{{a'],
  ['d', 42, '42'],
  ['5', 42, '   42'],
  ['<5', 42, '42   '],
  ['^5', 42, ' 42  '],
  ['05', 42, '00042'],
  ['05', -42, '-0042'],
  ['+d', 42, '+42'],
  ['-d', 42, '42'],
  [' d', 42, ' 42'],
  ['+d', -42, '-42'],
  ['x', 255, 'ff'],
  ['#x', 255, '0xff'],
  ['#X', 255, '0XFF'],
  ['#010x', 255, '0x000000ff'],
  ['b', 5, '101'],
  ['#b', -5, '-0b101'],
  ['o', 8, '10'],
  ['#o', 8, '0o10'],
  ['c', 65, 'A'],
  ['5c', 65, '    A'],
  ['c', 128512, '😀'],
  ['n', 1234, '1234'],
  [',', 1234567, '1,234,567'],
  ['_', 1234567, '1_234_567'],
  ['_x', 3735928559, 'dead_beef'],
  ['_b', 1000, '11_1110_1000'],
  ['010,', 1234, '00,001,234'],
  ['06,', 1234, '01,234'],
  ['05,', 1234, '1,234'],
  ['04,', 123, '0,123'],
  ['0=8,', 12, '0,000,012'],
  ['*=8', -42, '-*****42'],
  ['x<05', 42, '42xxx'],
  [',d', -1234567, '-1,234,567'],
  ['d', 100000000000000000000n, '100000000000000000000'],
  [',', 100000000000000000000n, '100,000,000,000,000,000,000'],
  ['x', 1180591620717411303424n, '400000000000000000'],
  ['.2f', 3, '3.00'],
  ['e', 1234, '1.234000e+03'],
  ['g', 1234567, '1.23457e+06'],
  ['%', 1, '100.000000%'],
  ['.0%', 1, '100%'],
  ['F', 100000000000000000000n, '100000000000000000000.000000'],
  ['.2f', 3.1417, '3.14'],
  ['f', 3.1417, '3.141700'],
  ['.0f', 0.5, '0'],
  ['.0f', 1.5, '2'],
  ['.0f', 2.5, '2'],
  ['.1f', 0.25, '0.2'],
  ['.2f', 1.005, '1.00'],
  ['.2f', 2.675, '2.67'],
  ['#.0f', 2.5, '2.'],
  ['8.2f', -2.7199, '   -2.72'],
  ['08.2f', -2.7199, '-0002.72'],
  ['+.1f', 99.95, '+100.0'],
  ['.3f', 1e-9, '0.000'],
  ['.60f', 0.1, '0.100000000000000005551115123125782702118158340454101562500000'],
  ['e', 1234.5, '1.234500e+03'],
  ['.0e', 2.5, '2e+00'],
  ['.2E', 1.234e-5, '1.23E-05'],
  ['#.0e', 2.5, '2.e+00'],
  ['e', 1e300, '1.000000e+300'],
  ['e', 5e-324, '4.940656e-324'],
  ['.3e', 999.9999, '1.000e+03'],
  ['g', 0.0001234, '0.0001234'],
  ['g', 1.234e-5, '1.234e-05'],
  ['g', 1234567.891, '1.23457e+06'],
  ['.3g', 1234.5, '1.23e+03'],
  ['.3G', 1e-7, '1E-07'],
  ['#g', 0.5, '0.500000'],
  ['.0g', 0.25, '0.2'],
  ['g', 0.5, '0.5'],
  ['n', 1234.5, '1234.5'],
  ['%', 0.125, '12.500000%'],
  ['.1%', 0.125, '12.5%'],
  ['.0%', 0.005, '0%'],
  ['+.2%', -0.5, '-50.00%'],
  ['.3', 3.1417, '3.14'],
  ['.3', 1234.5, '1.23e+03'],
  ['.0', 0.25, '0.2'],
  ['.5', 100.25, '100.25'],
  ['.2', 100.25, '1e+02'],
  ['#.3', 0.5, '0.500'],
  ['.4', 99.99999, '100.0'],
  [',.2f', 1234567.891, '1,234,567.89'],
  ['012,.2f', 1234.5, '0,001,234.50'],
  ['_g', 1234.5, '1_234.5'],
  ['10', 2.5, '       2.5'],
  ['<10', 2.5, '2.5       '],
  ['=+10', 2.5, '+      2.5'],
  ['>10', 1e-7, '     1e-07'],
  ['#', 0.5, '0.5'],
  ['>8', 0.0001234, '0.0001234'],
  ['#', 1e-7, '1.e-07'],
  ['>8', 2.5e-7, ' 2.5e-07'],
  ['f', Number.NaN, 'nan'],
  ['F', Infinity, 'INF'],
  ['08', -Infinity, '-0000inf'],
  ['010,', Infinity, '0000000inf'],
  ['%', Number.NaN, 'nan%'],
  ['+G', Infinity, '+INF'],
  ['.1f', -0.04, '-0.0'],
  ['z.1f', -0.04, '0.0'],
  ['z.1f', -0.06, '-0.1'],
  ['z.1e', -0.0001, '-1.0e-04'],
  ['z.0%', -0.0001, '0%'],
  ['e', 0, '0.000000e+00'],
  ['g', 0, '0'],
  ['.1f', 0, '0.0'],
])('%s of %s is %j', (spec, value, text) => {
  expect(formatValue(value, spec)).toBe(text)
})

test.each<[string, unknown]>([
  ['=8', 'hi'],
  ['+', 'hi'],
  [' ', 'hi'],
  ['#', 'hi'],
  [',', 'hi'],
  ['z', 'hi'],
  ['d', 'hi'],
  ['.', 'hi'],
  ['.2f', 'hi'],
  ['.2', 42],
  ['.2d', 42],
  ['s', 42],
  ['q', 42],
  [',x', 255],
  ['zd', 42],
  ['+c', 65],
  ['#c', 65],
  [',c', 65],
  ['c', -1],
  ['c', 1114112],
  [',n', 1234],
  ['_c', 65],
  [',_', 1234],
  ['_,', 1234],
  ['  d', 42],
  ['d ', 42],
  ['>>>5', 42],
  ['d', 2.5],
  ['x', 2.5],
  ['c', 2.5],
  ['s', 2.5],
  ['.f', 2.5],
  ['q', 2.5],
  [',n', 2.5],
])('%s of %s is refused, as Python raises', (spec, value) => {
  expect(formatValue(value, spec)).toBeUndefined()
})

test.each([null, undefined, {}, [], Symbol('s'), () => 1])('%j has no format', (value) => {
  expect(formatValue(value, '>8')).toBeUndefined()
})

test('a boolean is a number for number types, and a text otherwise', () => {
  expect(formatValue(true, 'd')).toBe('1')
  expect(formatValue(false, '.1f')).toBe('0.0')
  expect(formatValue(true, '>6')).toBe('  true')
  expect(formatValue(false, '.2s')).toBe('fa')
  expect(formatValue(true, 'q')).toBeUndefined()
})

test('a width or a precision beyond 4096 is refused, so that no template fills the memory', () => {
  expect(formatValue('a', '4096')).toHaveLength(4096)
  expect(formatValue('a', '4097')).toBeUndefined()
  expect(formatValue(0.5, '.4097f')).toBeUndefined()
  expect(formatValue(0.5, '.999999999999999999999f')).toBeUndefined()
})

test('a whole number keeps all its digits', () => {
  expect(formatValue(1e21, 'd')).toBe('1000000000000000000000')
  expect(formatValue(-0, 'd')).toBe('0')
})

test('seventeen digits tell any fraction from its neighbours', () => {
  const fraction = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Number.isInteger(value))

  fc.assert(
    fc.property(fraction, (value) => {
      expect(Number(formatValue(value, '.16e'))).toBe(value)
      expect(Number(formatValue(value, '.17g'))).toBe(value)
    }),
  )
})

test('any specification is answered without an exception, at least as wide as it asks for', () => {
  const align = fc.stringMatching(/^(.[<>=^])?[-+ ]?#?$/)
  const width = fc.integer({ min: 1, max: 30 })
  const type = fc.stringMatching(/^[,_]?(\.\d)?[a-zA-Z%]?$/)

  fc.assert(
    fc.property(align, width, type, fc.oneof(fc.string(), fc.double(), fc.bigInt()), (...given) => {
      const value = given[3]

      const text = formatValue(value, `${given[0]}${given[1]}${given[2]}`)

      expect(text === undefined || Array.from(text).length >= given[1]).toBe(true)
    }),
  )
})
