import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { billedBytes as billedByRelay } from '../../../../test/support/relay.ts'
import type { Draft } from '../../src/record/draft.ts'
import { billedBytesOf, encodeLog } from '../../src/record/encode.ts'
import type { Attributes } from '../../src/log.ts'
import { createDraft } from '../support/draft.ts'

const decode = (overrides?: Partial<Draft>, sequence: number = 0): Record<string, unknown> =>
  JSON.parse(encodeLog(createDraft(overrides), sequence).json) as Record<string, unknown>

const types = (attributes: Attributes): unknown => {
  const { 'sentry.timestamp.sequence': _sequence, ...own } = decode({ attributes })[
    'attributes'
  ] as Record<string, unknown>
  return own
}

it('a log has the fields of the protocol', () => {
  expect(decode({ spanId: 'b7ad6b7169203331' }, 3)).toEqual({
    timestamp: 1_785_578_400.125,
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    span_id: 'b7ad6b7169203331',
    level: 'info',
    severity_number: 9,
    body: 'up',
    attributes: { 'sentry.timestamp.sequence': { value: 3, type: 'integer' } },
  })
})

it('a log without a span has no span_id', () => {
  expect(decode()).not.toHaveProperty('span_id')
})

it('a severity number that the text does not imply travels as an attribute too', () => {
  expect(decode({ severityNumber: 11 })).toMatchObject({
    level: 'info',
    severity_number: 11,
    attributes: { 'sentry.severity_number': { value: 11, type: 'integer' } },
  })
})

it('a template whose last parameter was taken away is not sent', () => {
  const template = { 'sentry.message.template': '{a}', other: 1 }

  expect(types({ ...template })).toEqual({ other: { value: 1, type: 'integer' } })
  expect(types({ ...template, 'sentry.message.parameter.a': 2 })).toMatchObject({
    'sentry.message.template': { value: '{a}' },
  })
})

describe('a value', () => {
  it.each<[string, Attributes[string], string]>([
    ['text', 'a "quoted" é', 'string'],
    ['true', true, 'boolean'],
    ['an integer', -5, 'integer'],
    ['the largest safe integer', Number.MAX_SAFE_INTEGER, 'integer'],
    ['a larger integer', 2 ** 60, 'double'],
    ['a fraction', 0.5, 'double'],
    ['1e21', 1e21, 'double'],
    ['a list of texts', ['a', 'b'], 'array'],
    ['a list of numbers', [1, 2.5], 'array'],
    ['an empty list', [], 'array'],
  ])('that is %s keeps its type', (_name, value, type) => {
    expect(types({ it: value })).toEqual({ it: { value, type } })
  })

  it('that is -0 is the integer 0', () => {
    expect(encodeLog(createDraft({ attributes: { it: -0 } }), 0).json).toContain(
      '"it":{"type":"integer","value":0}',
    )
  })
})

describe('billed bytes', () => {
  it('count body, names and values as Relay does', () => {
    const attributes: Attributes = { ä: 'é', n: 1.5, ok: true, list: ['x', 'yz'] }

    expect(billedBytesOf({ body: 'héllo', attributes })).toBe(6 + 2 + 2 + 1 + 8 + 2 + 1 + 4 + 3)
  })

  it('are what the receiver counts, for any log', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.array(fc.string({ unit: 'grapheme' })),
    )
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.dictionary(fc.string({ unit: 'grapheme' }), value, { noNullPrototype: false }),
        (body, attributes) => {
          const encoding = encodeLog(createDraft({ body, attributes }), 7)

          expect(encoding.billedBytes).toBe(billedByRelay(JSON.parse(encoding.json) as never))
        },
      ),
    )
  })
})

describe('a log beyond 512 KiB', () => {
  it.each<[string, Partial<Draft>]>([
    ['with a long body', { body: 'é'.repeat(2_000_000) }],
    ['with a body that escapes to six times its length', { body: '\u0001'.repeat(300_000) }],
    ['with many long attributes', { attributes: manyAttributes(1024, 60_000) }],
    ['with a name longer than that', { attributes: { ['n'.repeat(600_000)]: 1, kept: 2 } }],
    [
      'with a list longer than that',
      { attributes: { list: Array.from({ length: 300_000 }, () => 7) } },
    ],
  ])('%s is cut until it fits, and keeps what is short', (_name, overrides) => {
    const attributes = { ...overrides.attributes, 'order.id': 'or_1' }
    const { json, billedBytes } = encodeLog(createDraft({ ...overrides, attributes }), 0)

    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(524_288)
    expect(billedBytes).toBeLessThanOrEqual(524_288)
    expect(JSON.parse(json)).toMatchObject({ attributes: { 'order.id': { value: 'or_1' } } })
  })

  it('without the parameter that was too long has no template either', () => {
    const attributes = {
      'sentry.message.parameter.list': Array.from({ length: 300_000 }, () => 7),
      'sentry.message.template': '{list}',
      'order.id': 'or_1',
    }

    expect(types(attributes)).toEqual({ 'order.id': { value: 'or_1', type: 'string' } })
  })

  it('is not written as a whole where the body alone is too long', () => {
    // Six bytes of JSON for each character: more than a string of JavaScript can hold.
    const body = '\u0001'.repeat(100_000_000)

    expect(decode({ body })['body']).toMatch(/\.\.\.\[truncated\]$/)
  })

  it('says in its body that it was cut', () => {
    expect(decode({ body: 'x'.repeat(600_000) })['body']).toMatch(/\.\.\.\[truncated\]$/)
  })
})

function manyAttributes(count: number, length: number): Attributes {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`attribute.${i}`, 'v'.repeat(length)]),
  )
}
