import vm from 'node:vm'
import { expect, test } from 'vitest'
import { buildAttributes, defaultShape, type Shape } from '../../src/values/attributes.ts'
import type { Attributes } from '../../src/log.ts'
import { createRedactor } from '../../src/values/redact.ts'

function build(raw: Readonly<Record<string, unknown>>, shape: Partial<Shape> = {}): Attributes {
  return buildAttributes(raw, { ...defaultShape, ...shape })
}

test('objects are spread over dotted names', () => {
  const raw = {
    order: { id: 7, customer: { name: 'Ada', tags: ['a', 'b'] } },
    value: { value: 5 },
    url: new URL('http://h/'),
  }

  expect(build(raw)).toEqual({
    'order.id': 7,
    'order.customer.name': 'Ada',
    'order.customer.tags': ['a', 'b'],
    'value.value': 5,
    url: 'http://h/',
  })
})

test('class instances, objects without prototype, of another realm and from toJSON are spread too', () => {
  class Point {
    readonly x = 1
    readonly #hidden = 2
    get sum(): number {
      return this.x + this.#hidden
    }
  }
  const bare: object = Object.assign(Object.create(null), { a: 1 })

  expect(
    build({
      point: new Point(),
      bare,
      realm: vm.runInNewContext('({ a: { b: 1 } })'),
      json: { hidden: 1, toJSON: (key: string) => ({ key }) },
    }),
  ).toEqual({ 'point.x': 1, 'bare.a': 1, 'realm.a.b': 1, 'json.key': 'json' })
})

test('a name has six parts at most, what lies deeper is JSON text', () => {
  const raw = { a: { b: { c: { d: { e: { f: { g: 1 } }, x: 2 } } } } }

  expect(build(raw)).toEqual({ 'a.b.c.d.e.f': '{"g":1}', 'a.b.c.d.x': 2 })
  expect(build(raw, { maxDepth: 2 })).toEqual({ 'a.b': '{"c":{"d":{"e":{"f":{"g":1}},"x":2}}}' })
  expect(build(raw, { maxDepth: 1 })).toEqual(build(raw, { flatten: false }))
})

test('without flattening every object is JSON text, an empty one too', () => {
  expect(build({ a: { b: { c: 1 } }, d: {}, e: 1 }, { flatten: false })).toEqual({
    a: '{"b":{"c":1}}',
    d: '{}',
    e: 1,
  })
})

test('a cycle is named where it closes, and an object met twice is spread twice', () => {
  const shared = { s: 1 }
  const raw: Record<string, unknown> = { one: shared, two: { shared } }
  raw['self'] = raw
  Object.assign(shared, { back: shared })

  expect(build(raw)).toEqual({
    'one.s': 1,
    'one.back': '[Circular]',
    'two.shared.s': 1,
    'two.shared.back': '[Circular]',
    self: '[Circular]',
  })
})

test.each([
  [{ 'a.b': 1, a: { b: 2 } }, { 'a.b': 1 }],
  [{ a: { b: 2 }, 'a.b': 1 }, { 'a.b': 1 }],
  [{ a: { b: { c: 2 } }, 'a.b.c': new Date(0) }, { 'a.b.c': '1970-01-01T00:00:00.000Z' }],
  [{ a: { 'b.c': 1, b: { c: 2 } } }, { 'a.b.c': 1 }],
  [{ a: { b: { c: 2 } }, 'a.b': { c: 1 } }, { 'a.b.c': 1 }],
  [{ x: { y: 1 }, 'x.y': undefined }, { 'x.y': 1 }],
])('in %j the name nearest to the top wins', (raw, expected) => {
  expect(build(raw)).toEqual(expected)
})

test('names are trimmed and repaired, names of blanks are left out', () => {
  const raw = { ' a ': 1, '': 2, ' \t': 3, 'b\uD800': 4, 'ü 😀': 5, nested: { ' ': 6, ' c': 7 } }

  expect(build(raw)).toEqual({ a: 1, 'b\uFFFD': 4, 'ü 😀': 5, 'nested.c': 7 })
})

test('names of prototypes are names like others', () => {
  const raw = JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":2,"toString":3,"a":{"__proto__":4}}',
  )

  const attributes = build(raw)

  expect(Object.entries(attributes)).toEqual([
    ['constructor', 2],
    ['toString', 3],
    ['__proto__.polluted', 1],
    ['a.__proto__', 4],
  ])
  expect(build(JSON.parse('{"__proto__":1}'))).toHaveProperty(['__proto__'], 1)
  expect({}).not.toHaveProperty('polluted')
})

test('the result inherits nothing', () => {
  const attributes = build({})

  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    expect(name in attributes).toBe(false)
  }
})

test('fields of the prototype and fields with symbols are no attributes', () => {
  const raw: Record<string, unknown> = Object.create({ inherited: 1 })
  raw['own'] = 2
  Object.assign(raw, { [Symbol('level')]: 3 })

  expect(build(raw)).toEqual({ own: 2 })
})

test('names that Sentry writes itself are left out', () => {
  const raw = {
    'sentry.body': 1,
    sentry: { severity_text: 2, span_id: 3, payload_size_bytes: 4, _meta: { a: 5 }, dist: 'd' },
    'sentry.observed_timestamp_nanos': 6,
    'sentry.timestamp_precise': 7,
    'sentry.timestamp_nanos': 8,
    sentrybody: 9,
    'my.sentry.body': 10,
  }

  expect(build(raw)).toEqual({ 'sentry.dist': 'd', sentrybody: 9, 'my.sentry.body': 10 })
  expect(build({ sentry: { spanId: 1 } }, { attributeNaming: 'snake_case' })).toEqual({})
})

test('keys to skip are skipped at the top only', () => {
  const raw = { level: 30, nested: { level: 40 } }

  expect(buildAttributes(raw, defaultShape, { skip: new Set(['level']) })).toEqual({
    'nested.level': 40,
  })
})

test('sensitive names are kept back at every depth, before anything is text', () => {
  const secret = 'hunter2'
  const raw = {
    password: secret,
    Authorization: { scheme: secret },
    'user.api-key': secret,
    headers: { Cookie: [secret], 'x-api-key': 7 },
    list: [{ token: secret }],
    map: new Map([['session_id', secret]]),
    deep: { a: { b: { c: { d: { e: { secret } } } } } },
    secret: new Error(secret),
    json: { toJSON: () => ({ ssn: secret }) },
    tokens: 3,
    cvv: null,
    csrf: undefined,
  }

  const attributes = build(raw)

  expect(JSON.stringify(attributes)).not.toContain(secret)
  expect(attributes).toEqual({
    password: '[Filtered]',
    Authorization: '[Filtered]',
    'user.api-key': '[Filtered]',
    'headers.Cookie': '[Filtered]',
    'headers.x-api-key': '[Filtered]',
    list: '[{"token":"[Filtered]"}]',
    map: '{"session_id":"[Filtered]"}',
    'deep.a.b.c.d.e': '{"secret":"[Filtered]"}',
    secret: '[Filtered]',
    'json.ssn': '[Filtered]',
    tokens: 3,
  })
})

test('without redaction everything is sent, with an own list what it names', () => {
  const raw = { password: 'a', pin: 'b' }

  expect(build(raw, { isSensitive: createRedactor(false) })).toEqual(raw)
  expect(build(raw, { isSensitive: createRedactor(['pin']) })).toEqual({
    password: 'a',
    pin: '[Filtered]',
  })
})

test.each([
  ['userId', 'user_id'],
  ['user_id', 'user_id'],
  ['UserID', 'user_id'],
  ['HTTPServerError', 'http_server_error'],
  ['http2Status', 'http2_status'],
  ['User-Agent', 'user_agent'],
  ['two  words', 'two_words'],
  ['Order.lineItems', 'order.line_items'],
  ['größeÄndern', 'größe_ändern'],
  ['a', 'a'],
])('in snake_case %s is %s', (key, name) => {
  expect(build({ [key]: 1 }, { attributeNaming: 'snake_case' })).toEqual({ [name]: 1 })
})

test('in snake_case every part of a dotted name is renamed, and what describes an error is not', () => {
  const raw = { orderData: { lineItems: { itemCount: 2 } }, apiKey: 'x', myError: new Error('x') }

  const attributes = build(raw, { attributeNaming: 'snake_case' })

  expect(Object.keys(attributes).toSorted()).toEqual([
    'api_key',
    'exception.message',
    'exception.stacktrace',
    'exception.type',
    'order_data.line_items.item_count',
  ])
  expect(attributes.api_key).toBe('[Filtered]')
})

test('in snake_case a name that becomes a sensitive one is kept back', () => {
  expect(build({ 'api key': 'x' }, { attributeNaming: 'snake_case' })).toEqual({
    api_key: '[Filtered]',
  })
})

test('in snake_case the first of two keys that become one name is kept', () => {
  const raw = {
    userId: 1,
    user_id: 2,
    order: { lineItems: 3, 'line-items': 4 },
    'order.line_items': 5,
  }

  expect(build(raw, { attributeNaming: 'snake_case' })).toEqual({
    user_id: 1,
    'order.line_items': 5,
  })
})

test('in snake_case headers keep the names that conventions give them', () => {
  const raw = {
    'http.request.header.x-forwarded-for': 'a',
    http: { response: { header: { 'content-length': 7 }, bodySize: 8 } },
    headers: { 'content-length': 9 },
  }

  expect(build(raw, { attributeNaming: 'snake_case' })).toEqual({
    'http.request.header.x-forwarded-for': 'a',
    'http.response.header.content-length': 7,
    'http.response.body_size': 8,
    'headers.content_length': 9,
  })
})

test('a name of more than a kilobyte is cut', () => {
  const [name = ''] = Object.keys(build({ [`long${'x'.repeat(5000)}`]: 1 }))

  expect(name).toMatch(/^longx+\.\.\.\[truncated\]$/)
  expect(name).toHaveLength(1024)
})

test('programs with ever new names get each right', () => {
  for (let index = 0; index < 5000; index++) {
    expect(buildAttributes({ [`key${index}`]: index }, defaultShape)).toEqual({
      [`key${index}`]: index,
    })
  }
})
