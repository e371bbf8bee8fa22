import pino from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import { createSentryStream } from '../src/index.ts'
import {
  added,
  isOurs,
  kept,
  log,
  parameter,
  pick,
  run,
  template,
  withHook,
  type Call,
  type Options,
} from './support/hooked-logger.ts'

describe('a hole is', () => {
  test.each<[string, unknown[], unknown[]]>([
    ['every token of pino', ['%s %d %i %f %j %o %O', 1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7]],
    ['not an escaped percent sign', ['5 %% of %s', 'x'], ['x']],
    ['not a token without an argument', ['%s and %s', 'x'], ['x']],
    ['not a percent sign that pino takes for a token', ['%x %s', 'x', 'y'], ['y']],
    ['not a percent sign at the end', ['%s %', 'x', 'y'], ['x']],
    ['one that pino leaves open for want of a value', ['%d %s', null, 'x'], [null, 'x']],
  ])('%s', (_case, args, parameters) => {
    expect(kept({}, log(...args))).toEqual([args[0], ...parameters])
  })

  test.each<[string, unknown[]]>([
    ['no argument', ['Order %s']],
    ['no token', ['Order', 'or_1']],
    ['no token but an escaped percent sign', ['100 %%', 'or_1']],
    ['no message', [{ a: '%s' }]],
    ['undefined for a message', [{ a: 1 }, undefined]],
    ['a message that is no text', [{ a: 1 }, { b: '%s' }, 'or_1']],
    ['a number for a message', [42, 'or_1']],
    ['null alone', [null]],
    ['no token for which there is an argument', ['%x %s', 'or_1']],
    ['nothing at all', []],
  ])('not in a call with %s', (_case, args) => {
    expect(kept({}, log(...args))).toBeUndefined()
  })
})

describe('a parameter', () => {
  class Order {
    readonly id = 'or_1'
    toString(): string {
      return 'order or_1'
    }
  }

  test.each<[string, string, unknown, unknown]>([
    ['text', '%s', 'x', 'x'],
    ['text in the place of a number', '%d', '42', '42'],
    ['a number', '%s', 42.5, 42.5],
    ['a number that JSON does not know', '%d', Infinity, 'Infinity'],
    ['a boolean', '%s', false, false],
    ['null', '%s', null, null],
    ['undefined', '%s', undefined, 'undefined'],
    ['a safe bigint', '%d', 42n, 42],
    ['an unsafe bigint', '%d', 2n ** 60n, '1152921504606846976'],
    ['a symbol', '%s', Symbol('x'), 'Symbol(x)'],
    ['a function', '%o', function pay() {}, '[Function]'],
    ['an object as JSON', '%o', { a: { b: [1] } }, { a: { b: [1] } }],
    ['an object as text', '%s', new Order(), 'order or_1'],
    ['an object as a number', '%i', { valueOf: () => 1.5 }, 1],
    ['a date as JSON', '%j', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['an error as text', '%s', new TypeError('boom'), 'TypeError: boom'],
    [
      'an error as JSON, its own fields',
      '%o',
      Object.assign(new Error('boom'), { a: 1 }),
      { a: 1 },
    ],
  ])('is %s', (_case, token, argument, expected) => {
    expect(kept({}, log(token, argument))).toEqual([token, expected])
  })

  test('that has no JSON is left out', () => {
    const argument = { toJSON: (): undefined => undefined }

    expect(added({}, log('%o %s', argument, 'x'))).toEqual({
      [template]: '%o %s',
      [`${parameter}1`]: 'x',
    })
  })

  test('that refers to itself is as pino writes it', () => {
    const argument: Record<string, unknown> = { a: 1 }
    argument['self'] = argument

    expect(kept({}, log('%o', argument))).toEqual(['%o', { a: 1, self: '[Circular]' }])
  })

  test('that is a huge text is cut', () => {
    const [, text] = kept({}, log('%s', 'x'.repeat(1_000_000))) ?? []

    expect(text).toBe('x'.repeat(65_537))
  })

  test('that throws is an error of the call, as without the hook', () => {
    const argument = {
      toString() {
        throw new RangeError('no text')
      },
    }

    expect(run(withHook({}), log('%s', argument))).toEqual(run({}, log('%s', argument)))
    expect(run(withHook({}), log('%s', argument)).thrown).toBeInstanceOf(RangeError)
  })
})

describe('what the logger keeps back stays back:', () => {
  const user = { password: 'hunter2', card: { password: 'hunter2' }, name: 'ann' }

  test.each<[string, Options, unknown]>([
    ['a path', { redact: ['password'] }, { ...user, password: '[Redacted]' }],
    [
      'a path that begins anywhere',
      { redact: ['*.password'] },
      { password: '[Redacted]', card: { password: '[Redacted]' }, name: 'ann' },
    ],
    [
      'a path that is removed',
      { redact: { paths: ['password'], remove: true } },
      { card: user.card, name: 'ann' },
    ],
  ])('%s in an object of the message', (_case, options, expected) => {
    expect(kept(options, log('user %o', user))).toEqual(['user %o', expected])
  })

  test('a path of a child logger', () => {
    const call: Call = (logger) =>
      logger.child({}, { redact: ['password'] }).info('user %o', { password: 'hunter2' })

    expect(kept({}, call)).toEqual(['user %o', { password: '[Redacted]' }])
  })

  test('every value', () => {
    expect(kept({ redact: ['*'] }, log('user %s', 'ann'))).toEqual(['[Redacted]', '[Redacted]'])
  })

  test.each<[string, Options]>([
    ['redacts', { redact: ['msg'] }],
    ['serializes', { serializers: { msg: () => 'masked' } }],
    ['redacts under its own key', { messageKey: 'text', redact: ['text'] }],
  ])('a message that the logger %s', (_case, options) => {
    expect(added(options, log('user %s', 'hunter2'))).toEqual({})
  })
})

describe('in Sentry', () => {
  let relay: Relay

  useRelay((started) => {
    relay = started
  })

  async function send(call: Call, options: Options = {}): Promise<Record<string, unknown>> {
    const stream = createSentryStream({ ...relay.options, maxValueBytes: 64 })
    onTestFinished(() => void stream.destroy())
    call(pino(withHook(options), stream))
    await stream.flush()
    return pick(relay.logs[0]?.attributes, isOurs)
  }

  test('a parameter is what it would be of any other logger', async () => {
    const user = { name: 'ann', password: 'hunter2' }

    expect(await send(log('%s %s %s %o', 'a', 5, null, user))).toEqual({
      [template]: '%s %s %s %o',
      [`${parameter}0`]: 'a',
      [`${parameter}1`]: 5,
      [`${parameter}2`]: 'null',
      [`${parameter}3`]: '{"name":"ann","password":"[Filtered]"}',
    })
  })

  test('a huge text is cut and marked', async () => {
    const { [`${parameter}0`]: value } = await send(log('%s', 'x'.repeat(100_000)))

    expect(value).toMatch(/^x+\.\.\.\[truncated\]$/)
  })

  test('fields under nestedKey do not hide the template', async () => {
    const options = { nestedKey: 'payload' }

    expect(await send(log({ a: 1 }, 'Order %s', 'or_1'), options)).toEqual({
      [template]: 'Order %s',
      [`${parameter}0`]: 'or_1',
    })
  })
})
