import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor, defaultRedact } from '../../src/values/redact.ts'

test.each([
  'password',
  'PASSWORD',
  'Api-Key',
  'apiKey',
  'x-api-key',
  'X_Api_Key',
  'set-cookie',
  'user.password',
  'http.request.header.authorization',
  'session_id',
  'sessionId',
  ' token ',
  'credit_card.number',
  '--token--',
])('the value of %j is kept back', (name) => {
  expect(createRedactor(defaultRedact)(name)).toBe(true)
})

test.each([
  'tokens',
  'session_count',
  'passwords',
  'author',
  'user',
  '',
  '.',
  'nosecret',
  'user.id',
])('the value of %j is sent', (name) => {
  expect(createRedactor(defaultRedact)(name)).toBe(false)
})

test('an own list replaces the default one, in any spelling', () => {
  const isSensitive = createRedactor(['Pin-Code'])

  expect(isSensitive('pinCode')).toBe(true)
  expect(isSensitive('card.PIN_CODE')).toBe(true)
  expect(isSensitive('password')).toBe(false)
})

test.each([[false] as const, [[]] as const])('with %j nothing is kept back', (names) => {
  expect(createRedactor(names)('password')).toBe(false)
})

test('an answer does not depend on what was asked before', () => {
  const isSensitive = createRedactor(defaultRedact)
  const names = Array.from({ length: 5000 }, (_, index) =>
    index % 2 === 0 ? `a${index}.token` : `a${index}.tokens`,
  )

  const answers = [...names, ...names].map((name) => isSensitive(name))

  expect(answers.every((sensitive, index) => sensitive === (index % 2 === 0))).toBe(true)
  expect(isSensitive(`${'x'.repeat(500)}.secret`)).toBe(true)
})

test('a name too long to be taken apart is kept back, unless nothing is', () => {
  const name = '.'.repeat(10_000_000)

  expect(createRedactor(defaultRedact)(name)).toBe(true)
  expect(createRedactor(false)(name)).toBe(false)
})

test('a name is sensitive exactly when one of its parts is an entry', () => {
  const isSensitive = createRedactor(defaultRedact)
  const part = fc.oneof(fc.constantFrom(...defaultRedact), fc.stringMatching(/^[a-z]{1,4}x$/))

  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      expect(isSensitive(parts.join('.'))).toBe(parts.some((one) => defaultRedact.includes(one)))
    }),
  )
})
