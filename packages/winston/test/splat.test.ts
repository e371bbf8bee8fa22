import { format as nodeFormat } from 'node:util'
import winston from 'winston'
import { expect, test } from 'vitest'
import { inputOf } from './infos.ts'

const { format } = winston

test('tokens are filled in, and the rest of the arguments are attributes', () => {
  const input = inputOf((logger) => logger.info('hi %s', 'ann', { a: 1 }))

  expect(input).toMatchObject({
    body: 'hi ann',
    template: 'hi %s',
    parameters: ['ann'],
    attributes: { a: 1 },
  })
})

test.each([
  ['%s and %s', ['a', 2]],
  ['%d%% of %s', [99, 'x']],
  ['%i %f %d', ['4.5', '4.5', 4n]],
  ['%j %o %O', [{ a: 1 }, [1], { b: { c: 2 } }]],
  ['%s %s %s', [null, undefined, true]],
  ['%%s %s', ['x']],
  ['%c%s', ['color: red', 'x']],
  ['%x %s', ['y']],
])('%j is filled in as util.format does', (template, args) => {
  const input = inputOf((logger) => logger.info(template, ...args))

  expect(input.body).toBe(nodeFormat(template, ...args))
  expect(input).toMatchObject({ template, parameters: args })
})

test('a hole without an argument stays open', () => {
  const input = inputOf((logger) => logger.info('%s %s', 'a'))

  expect(input).toMatchObject({ body: 'a %s', template: '%s %s', parameters: ['a'] })
})

test('a message without arguments has no template', () => {
  const input = inputOf((logger) => logger.info('100% of %s'))

  expect(input.body).toBe('100% of %s')
  expect(input).not.toHaveProperty('template')
})

test('an object behind a literal percent sign is attributes', () => {
  const input = inputOf((logger) => logger.info('100%% sure', { a: 1 }))

  expect(input.attributes).toMatchObject({ a: 1 })
  expect(input).not.toHaveProperty('parameters')
})

test('what format.splat has filled in is not filled in again', () => {
  const input = inputOf((logger) => logger.info('hi %s', 'ann', { a: 1 }), {
    format: format.splat(),
  })

  expect(input.body).toBe('hi ann')
  expect(input).not.toHaveProperty('template')
  expect(input.attributes).toStrictEqual({
    __proto__: null,
    'winston.logger.level': 'info',
    a: 1,
  })
})

test.each([
  ['without a format', {}],
  ['with format.splat', { format: format.splat() }],
])('arguments that nothing takes in are kept: %s', (_what, options) => {
  const input = inputOf((logger) => logger.info('hi', 'ann', { a: 1 }), options)

  expect(input.body).toBe('hi')
  expect(input.attributes).toStrictEqual({
    __proto__: null,
    'winston.logger.level': 'info',
    'splat.0': 'ann',
    a: 1,
  })
})

test.each([
  ['a list', [1, 2]],
  ['binary data', Buffer.from('hi')],
  ['a map', new Map([['a', 1]])],
  ['a date', new Date(0)],
])('%s as the only argument is one attribute', (_what, argument) => {
  const input = inputOf((logger) => logger.info('hi', argument))

  expect(input.attributes).toStrictEqual({
    __proto__: null,
    'winston.logger.level': 'info',
    'splat.0': argument,
  })
})

test('further objects are attributes, fields of the record win', () => {
  const input = inputOf((logger) => logger.info('hi', { a: 1 }, { a: 2, b: 3 }))

  expect(input.attributes).toMatchObject({ a: 1, b: 3 })
})

test('what a format takes away does not come back', () => {
  const withoutSecret = format((info) => {
    delete info['secret']
    return info
  })
  const input = inputOf((logger) => logger.info('hi', { secret: 1 }), { format: withoutSecret() })

  expect(input.attributes).not.toHaveProperty('secret')
})

test('sensitive names are not read in the message', () => {
  const user = { name: 'ann', password: 'x' }
  const input = inputOf((logger) => logger.info('%j and %s', user, user))

  expect(input.body).toBe(
    `{"name":"ann","password":"[Filtered]"} and ${nodeFormat('%s', { ...user, password: '[Filtered]' })}`,
  )
})

test('an object that is no data is shown as util.format does', () => {
  class Ticket {
    readonly id = 7
  }
  const args = [new Ticket(), new Map([['a', 1]]), new Date(0)]

  expect(inputOf((logger) => logger.info('%s %o %s', ...args)).body).toBe(
    nodeFormat('%s %o %s', ...args),
  )
})

test('a text that names a secret is shown as it is, with objects beside it as data', () => {
  const input = inputOf((logger) => logger.info('token: %s of %s', 'abc', { id: 7 }))

  expect(input.body).toBe('token: abc of { id: 7 }')
})

test('an argument that cannot be printed leaves the message open', () => {
  const hostile = {
    toString(): never {
      throw new Error('no')
    },
  }
  const input = inputOf((logger) => logger.info('hi %s', hostile))

  expect(input.body).toBe('hi %s')
})
