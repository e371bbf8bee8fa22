import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readField, readFields } from '../../src/values/fields.ts'

const mark = Symbol('mark')

const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error('get')
    },
    ownKeys: () => {
      throw new Error('ownKeys')
    },
  },
)

test('fields are the own enumerable ones, symbols included', () => {
  const record: object = Object.create({ inherited: 1 }, { hidden: { value: 1 } })
  Object.assign(record, { shown: 1, [mark]: 2 })

  expect(readFields(record)).toStrictEqual({ shown: 1, [mark]: 2 })
})

test('a getter that throws leaves its word and costs no other field', () => {
  const record = {
    get broken(): never {
      throw new RangeError('too far')
    },
    whole: 1,
    [mark]: 2,
  }

  expect(readFields(record)).toStrictEqual({ broken: '[Throws: too far]', whole: 1, [mark]: 2 })
})

test('a field named __proto__ stays a field', () => {
  const record: object = JSON.parse('{"__proto__":{"polluted":true}}')
  Object.defineProperty(record, 'broken', {
    enumerable: true,
    get: () => {
      throw new Error('no')
    },
  })

  const fields = readFields(record)

  expect(Object.keys(fields)).toStrictEqual(['__proto__', 'broken'])
  expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
})

test('what cannot be read at all has no fields', () => {
  expect(readFields(hostile)).toStrictEqual({})
  expect(readFields(null)).toStrictEqual({})
  expect(readFields('text')).toStrictEqual({})
})

test('one field is read from anything', () => {
  expect(readField(new Error('boom'), 'message')).toBe('boom')
  expect(readField(hostile, 'message')).toBeUndefined()
  expect(readField(null, 'message')).toBeUndefined()
})

test('reading changes nothing and never throws', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withObjectString: true }), (record) => {
      const before = fc.stringify(record)

      readFields(record)

      expect(fc.stringify(record)).toBe(before)
    }),
  )
})
