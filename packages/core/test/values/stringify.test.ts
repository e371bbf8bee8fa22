import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { stringify } from '../../src/values/stringify.ts'

afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(Object.prototype, 'toJSON')
  Reflect.deleteProperty(Array.prototype, 'toJSON')
})

it('writes plain data as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(stringify(value)).toBe(JSON.stringify(value))
    }),
  )
})

it('leaves out what has no text, as JSON.stringify does', () => {
  const value = { a: undefined, b: () => {}, c: [undefined, () => {}], d: Number.NaN }

  expect(stringify(value)).toBe(JSON.stringify(value))
})

it.each([Object.prototype, Array.prototype])(
  'a toJSON that all objects have is not heard',
  (all) => {
    Object.assign(all, { toJSON: () => 'mine' })

    expect(stringify({ a: [{ b: 1 }], c: () => {} })).toBe('{"a":[{"b":1}]}')
  },
)

it('another JSON.stringify changes nothing', () => {
  vi.spyOn(JSON, 'stringify').mockReturnValue('mine')

  expect(stringify({ a: 'b' })).toBe('{"a":"b"}')
})
