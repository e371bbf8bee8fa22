import vm from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  describeException,
  type ExceptionAttributes,
  isErrorLike,
} from '../../src/values/exception.ts'
import { createRedactor, defaultRedact } from '../../src/values/redact.ts'
import { anyValue } from '../../../../test/support/any-value.ts'
import { nastyValues } from '../support/values.ts'

const isSensitive = createRedactor(defaultRedact)

function described(error: unknown, maxBytes = 8192): ExceptionAttributes {
  if (!isErrorLike(error)) throw new TypeError('not an error')
  return describeException(error, { maxValueBytes: maxBytes, isSensitive })
}

class NotFound extends Error {}

class Timeout extends Error {
  override readonly name = 'TimeoutError'
}

const serialized = { type: 'TypeError', message: 'boom', stack: 'TypeError: boom\n    at here:1:1' }

test.each<[string, () => unknown, boolean]>([
  ['an error', () => new Error('x'), true],
  ['an error of another realm', () => vm.runInNewContext('new RangeError("x")'), true],
  ['a DOMException', () => new DOMException('x', 'AbortError'), true],
  ['an object made from Error.prototype', () => Object.create(Error.prototype), true],
  ['what pino makes of an error', () => serialized, true],
  ['what bunyan makes of an error', () => ({ message: '', name: 'Error', stack: 'Error' }), true],
  ['an error whose stack throws', nastyValues['an error whose stack throws'] ?? Object, true],
  ['an object with a message', () => ({ message: 'x' }), false],
  ['an object with a stack', () => ({ stack: 'x' }), false],
  ['an object with a list as stack', () => ({ stack: [], message: 'x' }), false],
  ['a text', () => 'Error: x', false],
  ['nothing', () => null, false],
  ['a revoked proxy', nastyValues['a revoked proxy'] ?? Object, false],
  [
    'a proxy whose traps throw',
    nastyValues['a proxy of an error whose traps throw'] ?? Object,
    false,
  ],
])('whether %s counts as an error', (_kind, make, expected) => {
  expect(isErrorLike(make())).toBe(expected)
})

test.each<[unknown, string]>([
  [new TypeError('x'), 'TypeError'],
  [new NotFound('x'), 'NotFound'],
  [new Timeout('x'), 'TimeoutError'],
  [new DOMException('x', 'AbortError'), 'AbortError'],
  [Object.assign(new Error('x'), { name: 'ValidationError' }), 'ValidationError'],
  [Object.assign(new Error('x'), { type: 'card_error' }), 'Error'],
  [Object.assign(new Error('x'), { name: '' }), 'Error'],
  [Object.assign(new Error('x'), { name: 42, constructor: undefined }), 'Error'],
  [vm.runInNewContext('new RangeError("x")'), 'RangeError'],
  [serialized, 'TypeError'],
  [{ message: 'x', name: 'Error', stack: 'Error: x' }, 'Error'],
  [{ message: 'x', stack: 'x' }, 'Error'],
])('%o is of the type %s', (error, type) => {
  expect(described(error).type).toBe(type)
})

test('message and stack of an error are those of the error', () => {
  const error = new Error('boom')

  expect(described(error)).toEqual({ type: 'Error', message: 'boom', stacktrace: error.stack })
})

test.each<[string, unknown, string]>([
  ['an object', { a: 1, token: 'hunter2' }, '{"a":1,"token":"[Filtered]"}'],
  ['a number', 42, '42'],
  ['a symbol', Symbol('s'), 'Symbol(s)'],
  ['a function', () => 1, '[Function]'],
  ['null', null, ''],
  ['undefined', undefined, ''],
])('a message that is %s is told as text', (_kind, message, expected) => {
  expect(described(Object.assign(new Error('x'), { message })).message).toBe(expected)
})

test.each<[string, unknown]>([
  ['a list', ['Error: x']],
  ['an object', { frames: [] }],
  ['a number', 7],
  ['empty', ''],
])('a stack that is %s is none', (_kind, stack) => {
  expect(described(Object.assign(new TypeError('boom'), { stack })).stacktrace).toBe(
    'TypeError: boom',
  )
})

test('an error without a readable stack has its type and message in the place of one', () => {
  const error = Object.defineProperty(new TypeError('boom'), 'stack', { value: undefined })
  const broken = nastyValues['an error whose stack throws']?.()

  expect(described(error).stacktrace).toBe('TypeError: boom')
  expect(described(broken)).toEqual({ type: 'Error', message: '', stacktrace: 'Error' })
})

test('the causes follow, the nearest first', () => {
  const root = new RangeError('root')
  const middle = new NotFound('middle', { cause: root })
  const top = new Error('top', { cause: middle })

  expect(described(top).stacktrace).toBe(
    `${top.stack}\nCaused by: ${middle.stack}\nCaused by: ${root.stack}`,
  )
})

test('the errors that an error aggregates follow its cause', () => {
  const cause = new Error('cause')
  const [one, two] = [new Error('one', { cause: new Error('under one') }), new TypeError('two')]
  const all = new AggregateError([one, 'no error', two], 'all', { cause })

  const parts = described(all)
    .stacktrace.split('\nCaused by: ')
    .map((part) => part.split('\n')[0])

  expect(parts).toEqual([
    'AggregateError: all',
    'Error: cause',
    'Error: one',
    'Error: under one',
    'TypeError: two',
  ])
})

test('what pino wrote of aggregated errors is read as well', () => {
  const error = { ...serialized, aggregateErrors: [{ ...serialized, stack: 'Error: part' }] }

  expect(described(error).stacktrace).toBe(`${serialized.stack}\nCaused by: Error: part`)
})

test('a stack that its logger joined with those of the causes is not joined again', () => {
  const cause = new Error('root')
  const stack = `Error: top\n    at here:1:1\ncaused by: ${cause.stack}`

  expect(described({ type: 'Error', message: 'top: root', stack, cause }).stacktrace).toBe(stack)
})

test('a method for the cause, as errors of verror have it, is asked', () => {
  const cause = new Error('root')
  const error = Object.assign(new Error('top'), { cause: () => cause })
  const broken = Object.assign(new Error('top'), {
    cause: () => {
      throw new Error('no')
    },
  })

  expect(described(error).stacktrace).toBe(`${error.stack}\nCaused by: ${cause.stack}`)
  expect(described(broken).stacktrace).toBe(broken.stack)
})

test('a cause that is no error is told, without what is sensitive', () => {
  const texts = new Error('top', { cause: 'no route' })
  const data = new Error('top', { cause: { code: 7, token: 'hunter2' } })

  expect(described(texts).stacktrace).toBe(`${texts.stack}\nCaused by: no route`)
  expect(described(data).stacktrace).toBe(
    `${data.stack}\nCaused by: {"code":7,"token":"[Filtered]"}`,
  )
})

test.each([undefined, null, ''])('the cause %j is none', (cause) => {
  const error = new Error('top', { cause })

  expect(described(error).stacktrace).toBe(error.stack)
})

test('errors that cause each other are told once', () => {
  const [a, b] = [new Error('a'), new Error('b')]
  Object.assign(a, { cause: b })
  Object.assign(b, { cause: a })

  expect(described(a).stacktrace).toBe(`${a.stack}\nCaused by: ${b.stack}`)
})

test('of very many errors the first ten are told', () => {
  const errors = Array.from({ length: 1000 }, (_, index) => new Error(`error ${index}`))

  const parts = described(new AggregateError(errors), 1_000_000).stacktrace.split('\nCaused by: ')

  expect(parts).toHaveLength(11)
  expect(parts.at(-1)).toBe('more errors, left out')
})

test('of a thousand causes the first ten are told', () => {
  const error = nastyValues['a thousand errors that cause each other']?.()

  const parts = described(error, 1_000_000).stacktrace.split('\nCaused by: ')

  expect(parts.map((part) => part.split('\n')[0])).toEqual([
    ...Array.from({ length: 10 }, (_, index) => `Error: at ${999 - index}`),
    'more errors, left out',
  ])
})

function stackOf(message: string, frames: number): string {
  const lines = Array.from({ length: frames }, (_, index) => `    at frame${index} (file.js:1:1)`)
  return [`Error: ${message}`, ...lines].join('\n')
}

test('a stack that is too long loses frames in its middle', () => {
  const error = { message: 'x', stack: stackOf('x', 100) }

  const { stacktrace } = described(error, 300)
  const lines = stacktrace.split('\n')

  expect(Buffer.byteLength(stacktrace)).toBeLessThanOrEqual(300)
  expect(lines[0]).toBe('Error: x')
  expect(lines[1]).toContain('frame0 ')
  expect(lines.filter((line) => line === '    ... frames left out')).toHaveLength(1)
  expect(lines.at(-1)).toContain('frame99 ')
  expect(lines.length).toBeGreaterThan(6)
})

test('a stack of a megabyte keeps both its ends', () => {
  const { stacktrace } = described({ message: 'x', stack: stackOf('x', 30_000) })
  const lines = stacktrace.split('\n')

  expect(Buffer.byteLength(stacktrace)).toBeGreaterThan(8000)
  expect(Buffer.byteLength(stacktrace)).toBeLessThanOrEqual(8192)
  expect(lines.slice(0, 2)).toEqual(['Error: x', '    at frame0 (file.js:1:1)'])
  expect(lines.at(-1)).toBe('    at frame29999 (file.js:1:1)')
  expect(
    lines.every((line) =>
      /^(Error: x|    at frame\d+ \(file.js:1:1\)|    \.\.\. frames left out)$/.test(line),
    ),
  ).toBe(true)
})

test('a very long message leaves room for frames', () => {
  const error = { message: 'x', stack: stackOf('y'.repeat(10_000_000), 100) }

  const { stacktrace } = described(error, 1000)

  expect(Buffer.byteLength(stacktrace)).toBeLessThanOrEqual(1000)
  expect(stacktrace).toMatch(/^Error: y{400,}\.\.\.\[truncated\]\n/)
  expect(stacktrace).toMatch(/frame99 \(file.js:1:1\)$/)
})

test('a cause keeps its place when the stacks are too long together', () => {
  const cause = { message: 'root', stack: stackOf('root', 100) }
  const error = { message: 'top', stack: stackOf('top', 100), cause }

  const { stacktrace } = described(error, 600)

  expect(Buffer.byteLength(stacktrace)).toBeLessThanOrEqual(600)
  expect(stacktrace).toMatch(/^Error: top\n/)
  expect(stacktrace).toContain('\nCaused by: Error: root\n')
  expect(stacktrace.match(/frames left out/g)).toHaveLength(2)
})

test('every text keeps to the bound, however small it is', () => {
  const cause = { message: 'root', stack: stackOf('röt', 20) }
  const error = {
    name: 'Näme'.repeat(50),
    message: '😀'.repeat(50),
    stack: stackOf('tüp', 20),
    cause,
  }

  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), (maxBytes) => {
      for (const text of Object.values(described(error, maxBytes))) {
        expect(Buffer.byteLength(String(text))).toBeLessThanOrEqual(maxBytes)
      }
    }),
  )
})

test('lone surrogates are repaired', () => {
  const error = new Error('a\uD800b')

  expect(described(error).message).toBe('a\uFFFDb')
  expect(described(error).stacktrace).toMatch(/^Error: a\uFFFDb\n/)
})

test('an error with any fields is described in three texts', () => {
  const fields = fc.dictionary(
    fc.constantFrom('name', 'message', 'stack', 'cause', 'errors', 'aggregateErrors', 'type'),
    anyValue,
  )

  fc.assert(
    fc.property(fields, (own) => {
      const error = new Error('x')
      // V8 writes the stack when it is first asked for, with whatever the name is by then.
      expect(error.stack).toBeTypeOf('string')
      Object.defineProperties(error, Object.getOwnPropertyDescriptors(own))

      expect(Object.values(described(error, 500)).map((text) => typeof text)).toEqual([
        'string',
        'string',
        'string',
      ])
    }),
  )
})
