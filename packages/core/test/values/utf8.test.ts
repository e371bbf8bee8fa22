import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip, cut, fits, toWellFormed, truncate } from '../../src/values/utf8.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 60 })

test('lone surrogates become U+FFFD, pairs stay', () => {
  expect(toWellFormed('a\uD800b\uDC00c😀')).toBe('a\uFFFDb\uFFFDc😀')
})

test('a text within the bound is not changed', () => {
  expect(truncate('é'.repeat(10), 20)).toBe('é'.repeat(10))
  expect(truncate('', 0)).toBe('')
})

test.each([
  ['a'.repeat(21), 20, 'aaaaaa...[truncated]'],
  ['é'.repeat(11), 20, 'ééé...[truncated]'],
  ['€'.repeat(7), 20, '€€...[truncated]'],
  ['😀'.repeat(6), 20, '😀...[truncated]'],
  ['x😀'.repeat(6), 21, 'x😀x...[truncated]'],
])('%j cut to %i bytes ends on a whole character and with a mark', (text, maxBytes, expected) => {
  expect(truncate(text, maxBytes)).toBe(expected)
})

test('where the mark has no room, the text is only cut', () => {
  expect(truncate('a'.repeat(20), 13)).toBe('a'.repeat(13))
  expect(truncate('😀😀', 5)).toBe('😀')
  expect(truncate('abc', 0)).toBe('')
  expect(truncate('abc', -1)).toBe('')
})

test('a text is marked as cut also when it would have room', () => {
  expect(cut('abc', 20)).toBe('abc...[truncated]')
})

test('a cut text keeps to its bytes and stays the beginning of what it was', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 0, max: 80 }), (text, maxBytes) => {
      const clipped = clip(text, maxBytes)

      expect(Buffer.byteLength(clipped)).toBeLessThanOrEqual(maxBytes)
      expect(toWellFormed(clipped)).toBe(clipped)
      expect(toWellFormed(text).startsWith(clipped.replace(/\.\.\.\[truncated\]$/, ''))).toBe(true)
    }),
  )
})

test('what fits is told by bytes, not by characters', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 0, max: 80 }), (text, maxBytes) => {
      expect(fits(text, maxBytes)).toBe(Buffer.byteLength(text) <= maxBytes)
    }),
  )
})
