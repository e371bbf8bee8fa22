import { expect, test } from 'vitest'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import { runProgram } from './support/program.ts'
import { error, toStored, type Stored } from './support/records.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

const exception = 'winston.exception'
const rejection = 'winston.rejection'
const stack = (head: string): unknown => expect.stringMatching(new RegExp(`^${head}\\n +at `))

const boom = {
  'exception.type': 'PaymentError',
  'exception.message': 'boom',
  'exception.stacktrace': expect.stringMatching(
    /^Error: boom\n +at [^]+\nCaused by: RangeError: root\n +at /,
  ),
}
const own = { 'error.code': 'E_PAY' }

test.each<[what: string, code: string, expected: Stored, format?: string]>([
  [
    'an error that nobody caught',
    'setImmediate(() => { throw boom })',
    error('uncaughtException: boom', { [exception]: true, ...own, ...boom }),
  ],
  [
    'a rejection that nobody handled',
    'void Promise.reject(boom)',
    error('unhandledRejection: boom', { [rejection]: true, ...own, ...boom }),
  ],
  [
    'an error whose message has several lines',
    "setImmediate(() => { throw new TypeError('a\\nb') })",
    error('uncaughtException: a\nb', {
      [exception]: true,
      'exception.type': 'TypeError',
      'exception.message': 'a\nb',
      'exception.stacktrace': stack('TypeError: a\\nb'),
    }),
  ],
  [
    'a text that was thrown',
    "setImmediate(() => { throw 'boom' })",
    error('uncaughtException: boom', { [exception]: true, error: 'boom' }),
  ],
  [
    'an object that was thrown',
    'setImmediate(() => { throw { code: 7 } })',
    error('uncaughtException: (no error message)', { [exception]: true, 'error.code': 7 }),
  ],
  [
    'a rejection without a reason',
    'void Promise.reject()',
    error('unhandledRejection: (no error message)', { [rejection]: true }),
  ],
  [
    'an error under colours',
    'setImmediate(() => { throw boom })',
    error('uncaughtException: boom', { [exception]: true, ...own, ...boom }),
    'winston.format.colorize({ all: true })',
  ],
  [
    'an error under logstash()',
    'setImmediate(() => { throw boom })',
    error('uncaughtException: boom', { [exception]: true, ...own, ...boom }),
    'winston.format.logstash()',
  ],
  [
    'an error under metadata(), which moves what winston tells of the process',
    'setImmediate(() => { throw boom })',
    error('uncaughtException: boom', {
      [exception]: true,
      ...boom,
      'metadata.error.code': 'E_PAY',
    }),
    'winston.format.metadata()',
  ],
])('winston tells %s, and nothing of the process', async (_what, code, expected, format) => {
  const { code: exit, stderr } = await runProgram(`
    class PaymentError extends Error { code = 'E_PAY' }
    const boom = new PaymentError('boom', { cause: new RangeError('root') })
    const sentry = new SentryTransport({
      dsn: ${JSON.stringify(relay.dsn)}, handleExceptions: true, handleRejections: true,
    })
    winston.createLogger({ format: ${format}, exitOnError: false, transports: [sentry] })
    ${code}`)

  expect([exit, stderr]).toStrictEqual([0, ''])
  expect(relay.logs.map((log) => toStored(log))).toStrictEqual([expected])
})

test('a process that winston ends after an error has delivered it', async () => {
  const { code, stderr } = await runProgram(`
    const sentry = new SentryTransport({ dsn: ${JSON.stringify(relay.dsn)} })
    winston.createLogger({ exceptionHandlers: [sentry] })
    setImmediate(() => { throw new TypeError('boom') })`)

  expect([code, stderr]).toStrictEqual([1, ''])
  expect(relay.logs.map(({ body }) => body)).toStrictEqual(['uncaughtException: boom'])
})
