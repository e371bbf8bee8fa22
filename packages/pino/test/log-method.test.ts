import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyValue } from '../../../test/support/any-value.ts'
import { sentryLogMethod } from '../src/index.ts'
import {
  added,
  kept,
  log,
  run,
  withHook,
  type Call,
  type Options,
} from './support/hooked-logger.ts'

const incoming = { method: 'GET', url: '/', headers: {}, socket: {} }
const outgoing = { setHeader: (): void => {}, statusCode: 200, getHeaders: () => ({ a: 'b' }) }

describe('template and parameters are kept of', () => {
  test.each<[string, Call, Options?]>([
    ['a message', log('Order %s', 'or_1')],
    ['fields and a message', log({ a: 1 }, 'Order %s', 'or_1')],
    ['an error and a message', log(new TypeError('boom'), 'Order %s', 'or_1')],
    ['an error under errorKey', log(new TypeError('boom'), 'Order %s', 'or_1'), { errorKey: 'e' }],
    ['null and a message', log(null, 'Order %s', 'or_1')],
    ['undefined and a message', log(undefined, 'Order %s', 'or_1')],
    ['a request and a message', log(incoming, 'Order %s', 'or_1')],
    ['a response and a message', log(outgoing, 'Order %s', 'or_1')],
    ['a child logger', (logger) => logger.child({ b: 2 }).info('Order %s', 'or_1')],
    [
      'a custom level',
      (logger) => logger['audit']?.('Order %s', 'or_1'),
      { customLevels: { audit: 35 } },
    ],
    ['another messageKey', log({ msg: 'field' }, 'Order %s', 'or_1'), { messageKey: 'message' }],
    ['an object that has a field of that name', log({ msg: 'Order' }, 'Order %s', 'or_1')],
    ['fields under nestedKey', log({ a: 1 }, 'Order %s', 'or_1'), { nestedKey: 'payload' }],
    ['a call with more arguments', log('Order %s', 'or_1', 'or_2', { a: 1 })],
    ['a line with a mixin', log({ a: 1 }, 'Order %s', 'or_1'), { mixin: () => ({ a: 2, b: 3 }) }],
    [
      'a line with formatters',
      log({ a: 1 }, 'Order %s', 'or_1'),
      { formatters: { log: (fields) => ({ fields }) } },
    ],
    ['a line with a line break of its own', log('Order %s', 'or_1'), { crlf: true }],
  ])('%s', (_case, call, options = {}) => {
    expect(kept(options, call)).toEqual(['Order %s', 'or_1'])
  })

  test('a message with the prefixes of its loggers, whose tokens count as well', () => {
    expect(kept({ msgPrefix: '[%s] ' }, log('Order %s', 'a', 'b'))).toEqual([
      '[%s] Order %s',
      'a',
      'b',
    ])
  })
})

describe('a hook of the application', () => {
  test('is called as pino calls it', () => {
    const calls: unknown[][] = []
    const options: Options = {
      hooks: {
        logMethod(args, method, level) {
          calls.push([this.bindings(), [...args], level])
          method.apply(this, args)
        },
      },
    }

    expect(kept(options, log({ a: 1 }, 'Order %s', 'or_1'))).toEqual(['Order %s', 'or_1'])
    expect(calls).toHaveLength(2)
    expect(calls[0]).toEqual(calls[1])
  })

  test('may change the arguments', () => {
    const options: Options = {
      hooks: {
        logMethod(args, method) {
          Reflect.apply(method, this, [args[1], args[0], 'or_1'])
        },
      },
    }

    expect(kept(options, log('Order %s', { a: 1 }))).toEqual(['Order %s', 'or_1'])
  })

  test('may keep the line back', () => {
    expect(kept({ hooks: { logMethod: () => {} } }, log('Order %s', 'or_1'))).toBeUndefined()
  })

  test('that throws throws as without ours', () => {
    const fail = (): never => {
      throw new RangeError('no hook')
    }

    expect(added({ hooks: { logMethod: fail } }, log('Order %s', 'or_1'))).toEqual({})
  })

  test.each([[null], ['x'], [{}]])('%j is none', (own) => {
    expect(() => Reflect.apply(sentryLogMethod, undefined, [own])).toThrow(TypeError)
  })
})

test('what the application gave reaches its own functions unchanged', () => {
  const given = Object.freeze({ a: Object.freeze({ b: 1 }) })
  const args: unknown[] = [given, 'Order %s', Object.freeze(['or_1'])]
  const seen: unknown[] = []
  const see = (fields: object): Record<string, unknown> => {
    seen.push(fields)
    return {}
  }
  const mixinMergeStrategy = (fields: object): object => fields
  const options = { mixin: see, mixinMergeStrategy, formatters: { log: see }, onChild: see }

  run(withHook(options), log(...args))

  expect(seen).toHaveLength(2)
  for (const fields of seen) expect(fields).toBe(given)
})

test('a method that has lost its logger fails as without the hook', () => {
  const detached: Call = (logger) => Reflect.apply(logger.info, undefined, ['Order %s', 'or_1'])

  expect(added({}, detached)).toEqual({})
})

describe('whatever is logged', () => {
  const text = fc.array(
    fc.constantFrom('%', '%%', '%s', '%d', '%i', '%f', '%j', '%o', '%O', '%x', 'd', ' ', 'ü'),
  )
  const message = fc.oneof(
    text.map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  )
  const start = fc.oneof(
    fc.constant([]),
    fc
      .oneof(fc.constantFrom(null, undefined, new TypeError('boom'), incoming, outgoing), anyValue)
      .map((value) => [value]),
  )
  const options = fc.record<Options>(
    {
      nestedKey: fc.constant('payload'),
      messageKey: fc.constant('message'),
      errorKey: fc.constant('error'),
      msgPrefix: fc.constantFrom('[a] ', '%s '),
      redact: fc.constantFrom(['a'], ['*.a'], ['*'], ['msg'], {
        paths: ['a', '*.b'],
        remove: true,
      }),
      mixin: fc.constant(() => ({ mixed: true })),
      formatters: fc.constant({ log: (fields: object) => ({ ...fields, formatted: true }) }),
      depthLimit: fc.constant(2),
    },
    { requiredKeys: [] },
  )

  test('body and all else of a line are as without the hook', () => {
    fc.assert(
      fc.property(options, start, message, fc.array(anyValue), (setup, first, text, args) => {
        expect(() => kept(setup, log(...first, text, ...args))).not.toThrow()
      }),
    )
  })

  test('the template with its parameters reads as the body', () => {
    const argument = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.integer(),
    )

    fc.assert(
      fc.property(message, fc.array(argument), (text, args) => {
        const [format, ...parameters] = kept({}, log(text, ...args)) ?? []
        const [line] = run({}, log(text, ...args)).lines
        // Without an argument pino does not even read an escaped percent sign, and it passes over
        // arguments at a sign that is no token.
        fc.pre(format !== undefined && !/%[^%sdifjoO]/s.test(text))
        expect(run({}, log(format, ...parameters)).lines).toEqual([line])
      }),
    )
  })
})
