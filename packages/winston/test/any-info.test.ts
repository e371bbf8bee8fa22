import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LogInput } from '@logs-to-sentry/core'
import { anyValue } from '../../../test/support/any-value.ts'
import { toLogInput } from '../src/info.ts'
import { context } from './infos.ts'

const text = fc.oneof(fc.string(), fc.constantFrom('hi %s %d', '%%', '\u001B[31mhi\u001B[39m'))
const names = fc.constantFrom('stack', 'cause', 'error', 'err', 'timestamp', 'label', '0', '1')

const anyInfo = fc
  .record({
    fields: fc.dictionary(fc.oneof(fc.string(), names), anyValue),
    error: fc.boolean(),
    level: fc.oneof(fc.constantFrom('info', 'gold', '__proto__'), anyValue),
    message: fc.oneof(text, anyValue),
    splat: fc.oneof(fc.array(anyValue, { maxLength: 4 }), anyValue),
    exception: fc.boolean(),
  })
  .map(({ fields, error, level, message, splat, exception }) =>
    Object.assign(error ? new Error('boom') : {}, fields, {
      level,
      message,
      exception,
      [Symbol.for('level')]: level,
      [Symbol.for('splat')]: splat,
    }),
  )

const read = (info: unknown): LogInput =>
  toLogInput(info, { ...context, levels: { info: 0, gold: 1 } })

test('any info is read, and none is changed', () => {
  fc.assert(
    fc.property(anyInfo, (info) => {
      const before = fc.stringify(info)

      read(info)

      expect(fc.stringify(info)).toBe(before)
    }),
  )
})

test('any value in place of an info is read', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(read(value)).toMatchObject({ level: expect.any(Number), body: expect.any(String) })
    }),
  )
})

const trap = (): never => {
  throw new Error('trap')
}
const throwing = new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap })
const { proxy: revoked, revoke } = Proxy.revocable([], {})
revoke()

describe.each([
  ['throws at every touch', throwing],
  ['is a revoked list', revoked],
])('an object that %s is read', (_how, hostile) => {
  test.each([
    ['itself', hostile],
    ['the message', { level: 'info', message: hostile }],
    ['a field', { level: 'info', message: 'hi', field: hostile, err: hostile, stack: hostile }],
    ['a field of a moved message', { level: 'info', field: hostile, metadata: hostile }],
    ['an argument', { level: 'info', message: 'hi', [Symbol.for('splat')]: [hostile] }],
    ['a spread argument', { 0: 'a', message: 'hi', [Symbol.for('splat')]: [hostile, 'a'] }],
    ['a filled in argument', { message: '%s %j', [Symbol.for('splat')]: [hostile, hostile] }],
    ['the arguments', { level: 'info', message: 'hi %s', [Symbol.for('splat')]: hostile }],
    ['the arguments under their other name', { level: 'info', message: 'hi %s', splat: hostile }],
    ['the level', { [Symbol.for('level')]: hostile, message: 'hi' }],
    ['the line', { level: 'info', [Symbol.for('message')]: hostile }],
  ])('as %s', (_what, info) => {
    expect(read(info)).toMatchObject({ level: 9, body: expect.any(String) })
  })
})
