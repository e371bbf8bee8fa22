import { expect, test } from 'vitest'
import { double, info, useRecords, type Row, type Setup } from './support/records.ts'

const { record } = useRecords()

const user = { id: 5, mail: 'ada@example.com', pin: 1 }

test.each<Row>([
  [
    'bindings, mixin and fields are attributes, and of one name the last wins, as in pino',
    { mixin: () => ({ b: 'mixin', c: 'mixin' }) },
    (log) => log.child({ a: 'child', b: 'child' }).child({ d: 1 }).info({ c: 'call' }, 'x'),
    info('x', { a: 'child', b: 'mixin', c: 'call', d: 1 }),
  ],
  [
    'setBindings adds attributes',
    {},
    (log) => {
      const child = log.child({ a: 1 })
      child.setBindings({ b: 2 })
      child.info('x')
    },
    info('x', { a: 1, b: 2 }),
  ],
  [
    'what mixinMergeStrategy and formatters.log made of the fields are attributes',
    {
      mixin: () => ({ a: 'mixin', b: 'mixin' }),
      mixinMergeStrategy: (fields, mixed) => ({ ...fields, ...mixed }),
      formatters: { log: (fields) => ({ ...fields, c: 'formatted' }) },
    },
    (log) => log.info({ a: 'call' }, 'x'),
    info('x', { a: 'mixin', b: 'mixin', c: 'formatted' }),
  ],
  [
    'what serializers made of a value is the attribute, of a child as well',
    { serializers: { user: ({ id }: typeof user) => id } },
    (log) => {
      log.info({ user }, 'x')
      log.child({ user }, { serializers: { user: () => 'anyone' } }).info('x')
    },
    info('x', { user: 5 }),
    info('x', { user: 'anyone' }),
  ],
  [
    'what pino redacted stays as it wrote it',
    { redact: ['card', 'user.mail', '*.pin'] },
    (log) => log.info({ card: '4111', user }, 'x'),
    info('x', {
      card: '[Redacted]',
      'user.id': 5,
      'user.mail': '[Redacted]',
      'user.pin': '[Redacted]',
    }),
  ],
  [
    'what pino removed is gone, and its own censor is kept',
    { redact: { paths: ['user.mail'], remove: true } },
    (log) => {
      log.info({ user }, 'x')
      log.child({}, { redact: { paths: ['user.pin'], censor: '***' } }).info({ user }, 'x')
    },
    info('x', { 'user.id': 5, 'user.pin': 1 }),
    info('x', { 'user.id': 5, 'user.mail': user.mail, 'user.pin': '***' }),
  ],
  [
    'sensitive names are filtered at every depth, also where pino redacted them in its own way',
    { redact: { paths: ['password'], censor: '***' } },
    (log) =>
      log.info({ password: 'a', user: { apiKey: 'b', tokens: 3 }, list: [{ secret: 'c' }] }, 'x'),
    info('x', {
      password: '[Filtered]',
      'user.apiKey': '[Filtered]',
      'user.tokens': 3,
      list: '[{"secret":"[Filtered]"}]',
    }),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

const circular: Record<string, unknown> = { a: 1 }
circular.self = circular
const deep = { a: { b: { c: { d: { e: { f: 1 } } } } } }
const fails = {
  toJSON(): never {
    throw new Error('no')
  },
}

test.each<[title: string, fields: object, attributes: Record<string, unknown>, setup?: Setup]>([
  [
    'texts, numbers and booleans keep their type',
    { a: 'x', b: 1, c: 1.5, d: true, e: '' },
    { a: 'x', b: 1, c: 1.5, d: true, e: '' },
  ],
  [
    'null, undefined, functions and symbols are left out, and so is what pino writes as null',
    {
      a: null,
      b: undefined,
      c: () => 1,
      d: Symbol('d'),
      e: Number.NaN,
      f: Infinity,
      g: { h: null },
    },
    {},
  ],
  [
    'empty objects are left out',
    { a: {}, b: { c: {} }, map: new Map([[1, 2]]), set: new Set([1]) },
    {},
  ],
  [
    'objects are spread over dotted names',
    { a: { b: { c: 1 } }, 'a.d': 2 },
    { 'a.b.c': 1, 'a.d': 2 },
  ],
  ['of a dotted and a nested name the dotted one wins', { a: { b: 1 }, 'a.b': 2 }, { 'a.b': 2 }],
  [
    'lists of one kind are lists, others are JSON text',
    { a: ['x', 'y'], b: [1, 2.5], c: [true], d: [], e: ['x', 1], f: [{ g: 1 }], h: [[1]] },
    { a: ['x', 'y'], b: [1, 2.5], c: [true], d: [], e: '["x",1]', f: '[{"g":1}]', h: '[[1]]' },
  ],
  [
    'dates, URLs and what has a toJSON are as pino writes them',
    { a: new Date(0), b: new URL('http://a/b'), c: { toJSON: () => ({ d: 1 }) } },
    { a: '1970-01-01T00:00:00.000Z', b: 'http://a/b', 'c.d': 1 },
  ],
  ['a cycle is told', { circular }, { 'circular.a': 1, 'circular.self': '[Circular]' }],
  [
    'what pino could not serialize is told in its words',
    { fails },
    { fails: '[unable to serialize, circular reference is too complex to analyze]' },
  ],
  [
    'beyond depthLimit is what pino writes there',
    { circular: { circular, deep } },
    {
      'circular.circular.a': 1,
      'circular.circular.self': '[Circular]',
      'circular.deep.a': '[Object]',
    },
    { depthLimit: 2 },
  ],
  [
    'beyond edgeLimit is how much pino left out',
    { circular: { self: circular, b: 1, c: 2, d: 3 } },
    { 'circular.b': 1, 'circular.c': 2, 'circular....': '2 items not stringified' },
    { edgeLimit: 2 },
  ],
  [
    'beyond maxDepth is JSON text',
    { deep },
    { 'deep.a.b': '{"c":{"d":{"e":{"f":1}}}}' },
    { sentry: { maxDepth: 3 } },
  ],
  [
    'a Buffer is told by its size',
    { a: Buffer.from('hey'), b: { c: Buffer.from('x') } },
    { a: '<Buffer 3 bytes>', 'b.c': '<Buffer 1 bytes>' },
  ],
  ['a typed array is as pino writes it', { a: new Uint8Array([7, 8]) }, { 'a.0': 7, 'a.1': 8 }],
  ['a BigInt is a number', { a: 10n, b: { c: 1n } }, { a: 10, 'b.c': 1 }],
  [
    'numbers beyond 2^53 are doubles, as far as a double is exact',
    { a: 9_007_199_254_740_991, b: 9_007_199_254_740_993n, c: 2n ** 80n, d: -(2 ** 60) },
    {
      a: 9_007_199_254_740_991,
      b: double(9_007_199_254_740_992),
      c: double(2 ** 80),
      d: double(-(2 ** 60)),
    },
  ],
  ['lone surrogates are repaired', { 'a\ud800': 'b\udc00' }, { 'a\ufffd': 'b\ufffd' }],
  ['names are trimmed, and an empty one is left out', { ' a ': 1, '': 2, ' ': 3 }, { a: 1 }],
  [
    'a field named __proto__ is a field',
    JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
    { '__proto__.a': 1, constructor: 2 },
  ],
])('%s', async (_title, fields, attributes, setup) => {
  expect(await record((log) => log.info(fields, 'x'), setup)).toEqual([info('x', attributes)])
})
