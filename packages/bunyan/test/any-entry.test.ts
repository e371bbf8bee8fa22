import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogInput } from '@logs-to-sentry/core'
import { anyValue } from '../../../test/support/any-value.ts'
import { toLogInput } from '../src/entry.ts'
import { context } from './entries.ts'

const names = fc.constantFrom('level', 'time', 'msg', 'src', 'err', 'name', 'pid', 'hostname', 'v')
const anyEntry = fc.dictionary(fc.oneof(fc.string(), names), anyValue)

const read = (entry: unknown): LogInput => toLogInput(entry, context)

test('any entry is read, and none is changed', () => {
  fc.assert(
    fc.property(fc.oneof(anyEntry, anyValue), (entry) => {
      const before = fc.stringify(entry)

      expect(read(entry)).toMatchObject({
        level: expect.toSatisfy((level) => level === 'info' || (level >= 1 && level <= 24)),
        body: expect.any(String),
      })
      expect(fc.stringify(entry)).toBe(before)
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
