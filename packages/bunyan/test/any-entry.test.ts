import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogInput } from '@logs-to-sentry/core'
import { anyValue } from '../../../test/support/any-value.ts'
import { toLogInput } from '../src/entry.ts'
import { entryContext } from './support/entry-context.ts'

const names = fc.constantFrom('level', 'time', 'msg', 'src', 'err', 'name', 'pid', 'hostname', 'v')
const anyEntry = fc.dictionary(fc.oneof(fc.string(), names), anyValue)

const read = (entry: unknown, args?: unknown[]): LogInput => toLogInput(entry, entryContext, args)

test('any entry of any call is read, and nothing is changed', () => {
  fc.assert(
    fc.property(fc.oneof(anyEntry, anyValue), fc.array(anyValue), (entry, args) => {
      const before = fc.stringify([entry, args])

      expect(read(entry, args)).toMatchObject({
        level: expect.toSatisfy((level) => level === 'info' || (level >= 1 && level <= 24)),
        body: expect.any(String),
      })
      expect(fc.stringify([entry, args])).toBe(before)
    }),
  )
})

const trap = (): never => {
  throw new Error('trap')
}
const hostile = new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap })

test.each([
  ['itself', hostile],
  ['the message', { level: 30, msg: hostile }],
  ['a field', { level: 30, msg: 'hi', err: hostile, src: hostile, time: hostile, name: hostile }],
  ['the level', { level: hostile, msg: 'hi' }],
])('an object that throws at every touch is read: %s', (_what, entry) => {
  expect(read(entry)).toMatchObject({ level: 9, body: expect.any(String) })
})

test('arguments that throw at every touch are no template', () => {
  const input = read({ level: 30, msg: 'hi' }, ['hi', hostile, Object.create(hostile)])

  expect(input).not.toHaveProperty('template')
})
