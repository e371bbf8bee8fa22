import winston from 'winston'
import { expect, test } from 'vitest'
import { toLogInput } from '../src/info.ts'
import { context, infosOf, inputOf, logEntry } from './infos.ts'

const { format } = winston

class PaymentError extends Error {
  readonly code = 'E_PAY'
}

const cause = new Error('root')
const boom = (): PaymentError => new PaymentError('boom', { cause })

test('an error that is the record itself gives body, exception and its own fields', () => {
  const error = boom()
  const input = inputOf((logger) => logger.error(error))

  expect(input).toMatchObject({ level: 17, body: 'boom' })
  expect(input.error).toBe(error)
  expect(input.attributes).toStrictEqual({
    __proto__: null,
    'winston.logger.level': 'error',
    code: 'E_PAY',
  })
})

test('an error that is the second argument is told from the message before it', () => {
  const error = boom()
  const input = inputOf((logger) => logger.error('no deal:', error))

  // Older winston writes no space between the two.
  expect(input.body).toMatch(/^no deal: ?boom$/)
  expect(input.error).toBe(error)
  expect(input.attributes).toStrictEqual({
    __proto__: null,
    'winston.logger.level': 'error',
    code: 'E_PAY',
  })
})

test.each(['err', 'error'])('an error under the key %s stays there', (key) => {
  const error = boom()
  const input = inputOf((logger) => logger.error('no deal', { [key]: error }))

  expect(input.error).toBe(error)
  expect(input.attributes).toHaveProperty([key], error)
})

test('an error that is the message of an object gives the body and its own fields', () => {
  const error = boom()
  const input = inputOf((logger) => logEntry(logger, { level: 'error', message: error }))

  expect(input).toMatchObject({ body: 'boom', attributes: { code: 'E_PAY' } })
  expect(input.error).toBe(error)
})

test('an error in a hole of the message is named there and described beside it', () => {
  const error = new TypeError('boom')
  const input = inputOf((logger) => logger.error('failed: %s', error))

  expect(input).toMatchObject({ body: 'failed: TypeError: boom', template: 'failed: %s' })
  expect(input.error).toBe(error)
})

test('an error in a hole of the message keeps its own fields', () => {
  const input = inputOf((logger) => logger.error('failed: %s', boom(), { attempt: 2 }))

  expect(input.attributes).toStrictEqual({
    __proto__: null,
    'winston.logger.level': 'error',
    code: 'E_PAY',
    attempt: 2,
  })
})

test('an error whose message a format takes away is told with it', () => {
  const input = inputOf((logger) => logger.error(boom()), { format: format.logstash() })

  expect(input.body).toBe('boom')
})

test.each([
  ['the record', (logger: winston.Logger) => logger.error(boom())],
  [
    'the message',
    (logger: winston.Logger) => logEntry(logger, { level: 'error', message: boom() }),
  ],
])('the stack that format.errors leaves as text is read: %s', (_what, log) => {
  const input = inputOf(log, { format: format.errors({ stack: true, cause: true }) })

  expect(input.body).toBe('boom')
  expect(input.error).toStrictEqual({
    type: 'Error',
    message: 'boom',
    stack: expect.stringContaining('error.test.ts'),
    cause,
  })
  expect(Object.keys(input.attributes ?? {})).toStrictEqual(['winston.logger.level', 'code'])
})

test('a child logger leaves the stack of an error as text', () => {
  const error = new RangeError('far')
  const input = inputOf((logger) => logger.child({ part: 'cart' }).error(error))

  expect(input).toMatchObject({
    body: 'far',
    error: { type: 'RangeError', message: 'far', stack: error.stack },
    attributes: { part: 'cart' },
  })
  expect(input.attributes).not.toHaveProperty('stack')
})

test.each([
  ['TypeError: a\nb\n    at x', 'TypeError', 'a\nb'],
  ['Error\n    at x', 'Error', ''],
  ['TypeError [ERR_ARG]: a\n    at x', 'TypeError', 'a'],
  ['app.Failure: a: b\n    at x', 'app.Failure', 'a: b'],
  ['something else\n    at x', 'Error', ''],
])('type and message are read from a stack: %j', (stack, type, message) => {
  const input = toLogInput({ level: 'error', message: 'ctx', stack }, context)

  expect(input.error).toStrictEqual({ type, message, stack })
})

test('a field named stack that is none stays an attribute', () => {
  const input = inputOf((logger) => logger.info('deploy', { stack: 'production' }))

  expect(input.error).toBeUndefined()
  expect(input.attributes).toMatchObject({ stack: 'production' })
})

test('an error serialized by another logger is an error', () => {
  const serialized = { type: 'PaymentError', message: 'boom', stack: 'Error: boom\n    at x' }
  const input = inputOf((logger) => logger.error('ctx', serialized))

  expect(input.error).toBe(serialized)
})

test.each(['exception', 'rejection'] as const)('a handled %s says so, and no more', (kind) => {
  const error = boom()
  const { exceptions, rejections } = winston.createLogger({ silent: true })
  const handler = kind === 'exception' ? exceptions : rejections
  const [info] = infosOf((logger) => logEntry(logger, handler.getAllInfo(error)))

  const input = toLogInput(info, context)

  const title = kind === 'exception' ? 'uncaughtException' : 'unhandledRejection'
  expect(input.body).toBe(`${title}: boom`)
  expect(input.attributes).toStrictEqual({
    __proto__: null,
    'winston.logger.level': 'error',
    [`winston.${kind}`]: true,
    error,
  })
})

test('a thrown text is a handled exception too, in colours as well', () => {
  const { exceptions } = winston.createLogger({ silent: true })
  const entry = exceptions.getAllInfo('no deal')
  const input = inputOf((logger) => logEntry(logger, entry), {
    format: format.colorize({ all: true }),
  })

  expect(input).toMatchObject({
    body: 'uncaughtException: no deal',
    attributes: { 'winston.exception': true, error: 'no deal' },
  })
})

test.each([
  ['metadata', format.metadata()],
  ['metadata and logstash', format.combine(format.metadata(), format.logstash())],
])('what winston tells of the process is not sent from where %s moves it', (_what, moving) => {
  const error = boom()
  const { exceptions } = winston.createLogger({ silent: true })
  const entry = exceptions.getAllInfo(error)
  const input = inputOf((logger) => logEntry(logger, entry), { format: moving })

  expect(input.body).toBe('uncaughtException: boom')
  expect(input.attributes).toStrictEqual({
    __proto__: null,
    'winston.logger.level': 'error',
    'winston.exception': true,
    metadata: { error },
  })
})

test("the application's own field named exception stays one", () => {
  const input = inputOf((logger) => logger.info('hi', { exception: true, date: 'today' }))

  expect(input.attributes).toMatchObject({ exception: true, date: 'today' })
})
