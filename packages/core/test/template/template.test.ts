import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor, defaultRedact } from '../../src/values/redact.ts'
import {
  fmt,
  isFormattedMessage,
  renderMessage,
  renderTemplate,
} from '../../src/template/template.ts'
import { anyValue } from '../../../../test/support/any-value.ts'
import { nastyValues } from '../support/values.ts'

type Params = Readonly<Record<string, unknown>>

const isSensitive = createRedactor(defaultRedact)

function render(template: string, params: Params): string {
  return renderTemplate(template, params, isSensitive)
}

test.each<[string, Params, string]>([
  ['hi {a} {b} {{x}}', { a: 1 }, 'hi 1 {b} {x}'],
  ['{a}{a}', { a: 'é' }, 'éé'],
  ['[{m:>8}]', { a: 1 }, '[     {m}]'],
  ['{m!r}', { a: 1 }, "'{m}'"],
  ['{a!r:>6}', { a: 'x' }, "   'x'"],
  ['{a!s:>3}', { a: 1 }, '  1'],
  ['{a!a}', { a: 'é😀' }, "'\\xe9\\U0001f600'"],
  ['{a!r}', { a: "it's" }, '"it\'s"'],
  ['{a!r}', { a: `it's "it"` }, `'it\\'s "it"'`],
  ['{a!r}', { a: 'a\n\t\r\\\u0000\u2028 é' }, "'a\\n\\t\\r\\\\\\x00\\u2028 é'"],
  ['{price:{width}.{digits}f}', { price: 2.5, width: 8, digits: 2 }, '    2.50'],
  ['{u[name]}', { u: { name: 'Bob' } }, 'Bob'],
  ['{l[0]} of {l[1]}', { l: ['p', 'q'] }, 'p of q'],
  ['{-1} { a}', { a: 1 }, '{-1} { a}'],
  ['100 %', { a: 1 }, '100 %'],
  ['', { a: 1 }, ''],
])('%j is filled in as Python does', (template, params, body) => {
  expect(render(template, params)).toBe(body)
})

test.each([
  'pos {}',
  'pos {0}',
  '{a',
  'a}',
  '{',
  '{a!}',
  '{a!x}',
  '{a!rr}',
  '{a!r',
  '{a:',
  '{a:d',
  '{a:{a:{a}}}',
  '{a:{}}',
  '{a{b}',
  '{m.name}',
  '{a.}',
  '{a.name}',
  '{l[}',
  '{l[]}',
  '{l[9]}',
  '{l[0]x}',
  '{n.name}',
  '{a:d}',
  '{a:>99999}',
  '{l:>8}',
  '{n:>8}',
])('%j, on which Python raises, leaves the body unchanged', (template) => {
  const params = { a: 'x', l: ['p'], n: null }

  expect(render(`{a} ${template}`, params)).toBe(`{a} ${template}`)
})

test.each(['{a} {{x}}', '{', '{}', 'plain'])('without parameters %j is unchanged', (template) => {
  expect(render(template, {})).toBe(template)
})

test.each<[string, unknown, string]>([
  ['a boolean (False)', false, 'false'],
  ['a whole number (2.0)', 2, '2'],
  ['a small number (1e-07)', 1e-7, '1e-7'],
  ['nothing (None)', null, 'null'],
  ['what is undefined', undefined, 'undefined'],
  ['an object (its repr)', { a: [1] }, '{"a":[1]}'],
  ['an error (its message alone)', new TypeError('some error'), 'TypeError: some error'],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
])('%s reads as in JavaScript, not as in Python', (_kind, value, text) => {
  expect(render('{v}', { v: value })).toBe(text)
  expect(render('{v!s}', { v: value })).toBe(text)
  expect(render('{v!r}', { v: value })).toBe(text)
})

test('a property reads like an attribute, which a Python dict does not have', () => {
  expect(render('{u.address.city}', { u: { address: { city: 'Wien' } } })).toBe('Wien')
  expect(render('{u.host}', { u: new URL('http://h:1/') })).toBe('h:1')
  expect(render('{s.length}', { s: 'abc' })).toBe('3')
})

test('a boolean is a number for number types alone, in Python always', () => {
  expect(render('{b:>6}', { b: true })).toBe('  true')
  expect(render('{b:d}', { b: true })).toBe('1')
})

test('a date is formatted as its text, in Python by strftime', () => {
  expect(render('{d:>26}', { d: new Date(0) })).toBe('  1970-01-01T00:00:00.000Z')
  expect(render('{d:%Y}', { d: new Date(0) })).toBe('{d:%Y}')
})

test('methods are not reached, nor what every object inherits', () => {
  for (const template of ['{u.constructor}', '{u.toString}', '{u[valueOf]}', '{u.nothing}']) {
    expect(render(template, { u: {} })).toBe(template)
  }
  expect(render('{constructor} {__proto__}', { a: 1 })).toBe('{constructor} {__proto__}')
})

test('the value of a sensitive name is kept back, whatever is asked of it', () => {
  const params = { token: 'hunter2', user: { password: 'hunter2', all: { cookie: 'hunter2' } } }

  const body = render(
    '{token} {token!r:>20} {token:.2f} {user.password} {user[password]} {user}',
    params,
  )

  expect(body).toBe(
    '[Filtered] [Filtered] [Filtered] [Filtered] [Filtered] {"password":"[Filtered]","all":{"cookie":"[Filtered]"}}',
  )
})

test('a getter that throws leaves the body unchanged', () => {
  const params = {
    get broken(): string {
      throw new Error('no')
    },
  }

  expect(render('{broken}', params)).toBe('{broken}')
})

test.each(Object.entries(nastyValues))('%s as parameter does no harm', (_kind, make) => {
  for (const template of ['{v}', '{v!r:>9}', '{v.a[b]}', '{v:d}', '{v:{v}}']) {
    expect(render(template, { v: make() })).toBeTypeOf('string')
  }
})

test('any template with any parameter is rendered without an exception', () => {
  const piece = fc.oneof(
    fc.constantFrom(...Array.from('{}[]!:.a0<>=^+# ,_fdrs%')),
    fc.string({ maxLength: 3 }),
  )

  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), anyValue, (pieces, a) => {
      expect(render(pieces.join(''), { a })).toBeTypeOf('string')
    }),
  )
})

test('a text without braces and a text with doubled braces come out as they were', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const doubled = text.replaceAll(/[{}]/g, '$&$&')

      expect(render(doubled, { a: 1 })).toBe(text)
    }),
  )
})

test('a tagged template keeps its parameters apart from its text', () => {
  const item = { name: 'pen' }
  const message = fmt`User ${7} bought 50% of ${item}`

  expect(message.template).toBe('User %s bought 50%% of %s')
  expect(message.parameters).toEqual([7, item])
  expect(message.body).toBe('User 7 bought 50% of {"name":"pen"}')
})

test('a tagged template without holes is its text', () => {
  const message = fmt`100% {a} %s`

  expect(message).toMatchObject({ template: '100%% {a} %%s', parameters: [], body: '100% {a} %s' })
})

test('an escape that JavaScript does not know stays as written', () => {
  expect(fmt`C:\users\${1}`.body).toBe('C:\\users\\${1}')
})

test('the parts of a tagged template read well whatever they are', () => {
  const message = fmt`${'a%sb'}|${undefined}|${new Error('x')}|${{ token: 1 }}`

  expect(message.body).toBe('a%sb|undefined|Error: x|{"token":"[Filtered]"}')
})

test('a client renders a message with its own list of sensitive names', () => {
  const message = fmt`${{ token: 1, pin: 2 }}`

  expect(renderMessage(message, createRedactor(['pin']))).toBe('{"token":1,"pin":"[Filtered]"}')
})

test('a message is known as one, also when another copy of the library made it', () => {
  const brand = Symbol.for('logs-to-sentry.fmt')

  expect(isFormattedMessage(fmt`a`)).toBe(true)
  expect(isFormattedMessage({ [brand]: true, template: 'a', parameters: [], body: 'a' })).toBe(true)
})

test.each([
  ['a text', 'a'],
  ['nothing', null],
  ['an object', { template: 'a' }],
  ['a number', 1],
])('%s is no message', (_kind, value) => {
  expect(isFormattedMessage(value)).toBe(false)
})

test('what cannot be looked into is no message', () => {
  expect(isFormattedMessage(nastyValues['a revoked proxy']?.())).toBe(false)
})
