import { expect, test } from 'vitest'
import {
  type AttributesFrom,
  buildAttributes,
  defaultShape,
  type Shape,
} from '../../src/values/attributes.ts'
import type { Attributes } from '../../src/log.ts'
import { nastyValues } from '../support/values.ts'

/** Attributes without the stacks of live errors, which differ from machine to machine. */
function build(
  raw: Readonly<Record<string, unknown>>,
  from: AttributesFrom = {},
  shape: Partial<Shape> = {},
): Attributes {
  const attributes = buildAttributes(raw, { ...defaultShape, ...shape }, from)
  for (const name of Object.keys(attributes)) {
    if (!name.endsWith('.stacktrace')) continue
    attributes[name] = String(attributes[name]).split('\n')[0] ?? ''
  }
  return attributes
}

function exception(type: string, message: string): Attributes {
  return {
    'exception.type': type,
    'exception.message': message,
    'exception.stacktrace': `${type}: ${message}`,
  }
}

function deepError(error: Error): Readonly<Record<string, unknown>> {
  return { a: { b: { c: { d: { e: { f: { g: { error } } } } } } } }
}

test('an error is described under exception, its own fields stay under its key', () => {
  const err = Object.assign(new TypeError('no'), { code: 'E_NO', details: { status: 500 } })

  expect(build({ err, a: 1 })).toEqual({
    ...exception('TypeError', 'no'),
    'err.code': 'E_NO',
    'err.details.status': 500,
    a: 1,
  })
})

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['err before error', { error: new Error('error'), err: new Error('err') }, 'err'],
  ['error before others', { a: new Error('a'), error: new Error('error') }, 'error'],
  ['the first of others', { b: new Error('b'), a: new Error('a') }, 'b'],
  ['the nearest to the top', { x: { deep: new Error('deep') }, y: new Error('y') }, 'y'],
  ['one that is nested', { x: { y: { z: new Error('z') } } }, 'z'],
  ['one in a list', { args: ['a', new Error('in a list')] }, 'in a list'],
  [
    'one in an object of a list',
    { settled: [{ status: 'rejected', reason: new Error('reason') }] },
    'reason',
  ],
  ['one in a map', { failures: new Map([['a', new Error('in a map')]]) }, 'in a map'],
  ['one behind a long text', { args: ['x'.repeat(10_000), new Error('behind')] }, 'behind'],
  ['one that is nested deeply', deepError(new Error('deep down')), 'deep down'],
  ['one that toJSON gives', { x: { toJSON: () => new Error('json') } }, 'json'],
  ['err only where it is an error', { err: 'text', error: new Error('error') }, 'error'],
])('the error of a line is %s', (_rule, raw, message) => {
  expect(build(raw)).toMatchObject({ 'exception.message': message })
})

test('the error that the logger names comes first', () => {
  const error = new RangeError('named')

  expect(build({ err: new Error('other') }, { error })).toMatchObject({
    ...exception('RangeError', 'named'),
    'err.type': 'Error',
    'err.message': 'other',
    'err.stacktrace': 'Error: other',
  })
})

test('an error beside the attributes is described only', () => {
  const error = Object.assign(new Error('beside'), { code: 1 })

  expect(build({ a: 1 }, { error })).toEqual({ a: 1, ...exception('Error', 'beside') })
})

test('an error among the attributes that the logger names keeps its fields', () => {
  const error = Object.assign(new Error('named'), { code: 1 })

  expect(build({ a: { failure: error } }, { error })).toEqual({
    ...exception('Error', 'named'),
    'a.failure.code': 1,
  })
})

test.each(['no error', { message: 'x' }, 7, null])('%j named as the error is ignored', (error) => {
  expect(build({ err: new Error('err') }, { error })).toMatchObject({ 'exception.message': 'err' })
})

test('further errors are described under their keys', () => {
  const second = Object.assign(new RangeError('second', { cause: new Error('root') }), { code: 2 })

  expect(build({ err: new Error('first'), second })).toEqual({
    ...exception('Error', 'first'),
    'second.type': 'RangeError',
    'second.message': 'second',
    'second.stacktrace': 'RangeError: second',
    'second.code': 2,
  })
})

test('an error in a field of an error is a further one', () => {
  const err = Object.assign(new Error('outer'), { inner: new Error('inner') })

  expect(build({ err })).toMatchObject({
    ...exception('Error', 'outer'),
    'err.inner.type': 'Error',
    'err.inner.message': 'inner',
  })
})

test('the same error under two keys is described once', () => {
  const err = Object.assign(new Error('one'), { code: 1 })

  expect(build({ err, error: err })).toEqual({
    ...exception('Error', 'one'),
    'err.code': 1,
    'error.code': 1,
  })
})

test('what pino and bunyan make of an error is an error', () => {
  const pino = { type: 'TypeError', message: 'no', stack: 'TypeError: no\n  at x', code: 1 }
  const bunyan = { message: 'no', name: 'TypeError', stack: 'TypeError: no\n  at x', signal: 2 }

  expect(build({ err: pino })).toEqual({ ...exception('TypeError', 'no'), 'err.code': 1 })
  expect(build({ err: bunyan })).toEqual({ ...exception('TypeError', 'no'), 'err.signal': 2 })
})

test('a field named type of a live error is data, and gives way for a further error', () => {
  const card = (): Error => Object.assign(new Error('declined'), { type: 'card_error' })

  expect(build({ err: card() })).toMatchObject({
    'exception.type': 'Error',
    'err.type': 'card_error',
  })
  expect(build({ err: new Error('x'), other: card() })).toMatchObject({ 'other.type': 'Error' })
})

test('exception.* that the caller wrote wins', () => {
  expect(build({ err: new Error('x'), 'exception.type': 'Mine' })).toEqual({
    ...exception('Error', 'x'),
    'exception.type': 'Mine',
  })
  expect(build({ err: new Error('x'), exception: { message: 'mine' } })).toMatchObject({
    'exception.message': 'mine',
  })
})

test('without flattening the fields of an error are JSON text', () => {
  const err = Object.assign(new Error('x'), { code: 1, token: 'hunter2' })

  expect(build({ err, e: new Error('y') }, {}, { flatten: false })).toEqual({
    ...exception('Error', 'x'),
    err: '{"code":1,"token":"[Filtered]"}',
    'e.type': 'Error',
    'e.message': 'y',
    'e.stacktrace': 'Error: y',
  })
})

test('without flattening an error in an object is described, beside the object as JSON text', () => {
  const attributes = build({ context: { error: new TypeError('x') } }, {}, { flatten: false })

  expect(attributes).toMatchObject(exception('TypeError', 'x'))
  expect(JSON.parse(String(attributes.context))).toMatchObject({
    error: { type: 'TypeError', message: 'x' },
  })
})

test('an error under a key that is skipped or sensitive is not looked at', () => {
  expect(build({ err: new Error('x') }, { skip: new Set(['err']) })).toEqual({})
  expect(build({ error: new Error('x') }, {}, { isSensitive: (name) => name === 'error' })).toEqual(
    {
      error: '[Filtered]',
    },
  )
})

test('an error that is full of itself is described', () => {
  const err = nastyValues['an error that causes itself']?.()

  expect(build({ err })).toEqual({ ...exception('Error', 'self'), 'err.inner': '[Circular]' })
})

test('the description of an error keeps its place among very many attributes', () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, index]))

  const attributes = build({ ...many, err: new Error('x') }, {}, { maxAttributes: 10 })

  expect(Object.keys(attributes)).toHaveLength(10)
  expect(attributes).toMatchObject(exception('Error', 'x'))
})

test.each([0, 1, 2, 3, 4])('with room for %i attributes an error has no more', (maxAttributes) => {
  const attributes = build(
    { err: Object.assign(new Error('x'), { code: 1 }) },
    {},
    { maxAttributes },
  )

  expect(Object.keys(attributes)).toHaveLength(maxAttributes)
})

test('an error that is met where there is room for one attribute has its type', () => {
  expect(build({ a: 1, b: new Error('x') }, {}, { maxAttributes: 2 })).toEqual({
    a: 1,
    'exception.type': 'Error',
  })
})

test('each text of an error keeps to the bound of values', () => {
  const err = new Error('m'.repeat(20_000), { cause: new Error('c'.repeat(20_000)) })

  const attributes = buildAttributes({ err, again: new Error('n'.repeat(20_000)) }, defaultShape)

  for (const value of Object.values(attributes)) {
    expect(Buffer.byteLength(String(value))).toBeLessThanOrEqual(8192)
  }
})
