import { once } from 'node:events'
import winston from 'winston'
import { expect, test } from 'vitest'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import type { SentryTransport, SentryTransportOptions } from '../src/index.ts'
import { createSentryTransport } from './support/sentry-transport.ts'

const { format } = winston

let relay: Relay

useRelay((started) => {
  relay = started
})

const createTransport = (options: SentryTransportOptions = {}): SentryTransport =>
  createSentryTransport({ ...relay.options, ...options })

function createLogger(
  transport: SentryTransport,
  options: winston.LoggerOptions = {},
): winston.Logger {
  return winston.createLogger({ ...options, transports: [transport] })
}

const bodies = (): string[] => relay.logs.map((log) => log.body)

test('what a logger logs arrives with level, data and origin', async () => {
  const transport = createTransport()
  const logger = createLogger(transport, { defaultMeta: { service: 'shop' } })

  logger.child({ part: 'cart' }).warn('slow %s', 'checkout', { order: { id: 'or_1' }, ms: 12 })
  await transport.flush()

  const [log] = relay.logs
  expect(log).toMatchObject({ level: 'warn', body: 'slow checkout' })
  expect(log?.attributes).toMatchObject({
    'sentry.origin': 'auto.log.winston',
    'sentry.sdk.name': 'logs-to-sentry.winston',
    'sentry.sdk.version': '0.1.0',
    'sentry.message.template': 'slow %s',
    'sentry.message.parameter.0': 'checkout',
    'winston.logger.level': 'warn',
    service: 'shop',
    part: 'cart',
    'order.id': 'or_1',
    ms: 12,
  })
})

test('an error arrives as exception attributes, its own fields beside them', async () => {
  const transport = createTransport()
  const logger = createLogger(transport)
  const error = Object.assign(new TypeError('boom'), { code: 'E_BOOM' })

  logger.error(error)
  logger.error('failed:', error)
  logger.error('failed', { err: error })
  await transport.flush()

  expect(bodies()).toStrictEqual(['boom', expect.stringMatching(/^failed: ?boom$/), 'failed'])
  for (const { attributes } of relay.logs) {
    expect(attributes).toMatchObject({
      'exception.type': 'TypeError',
      'exception.message': 'boom',
      'exception.stacktrace': expect.stringContaining('transport.test.ts'),
    })
    expect(attributes).not.toHaveProperty('stack')
  }
  expect(relay.logs[0]?.attributes).toMatchObject({ code: 'E_BOOM' })
  expect(relay.logs[1]?.attributes).toMatchObject({ code: 'E_BOOM' })
  expect(relay.logs[2]?.attributes).toMatchObject({ 'err.code': 'E_BOOM' })
})

test('an error that format.colorize has coloured arrives without colours', async () => {
  const transport = createTransport()
  const logger = createLogger(transport, { format: format.colorize({ all: true }) })
  const error = new TypeError('boom')

  logger.error(error)
  await transport.flush()

  expect(error.message).not.toBe('boom')
  expect(relay.logs[0]).toMatchObject({ level: 'error', body: 'boom' })
  expect(relay.logs[0]?.attributes).toMatchObject({
    'exception.type': 'TypeError',
    'exception.message': 'boom',
    'exception.stacktrace': expect.stringMatching(/^TypeError: boom\n/),
  })
})

test("an error keeps message and stack under the transport's own format", async () => {
  const transport = createTransport({ format: format.combine(format.timestamp(), format.json()) })
  const logger = createLogger(transport)

  logger.error(new RangeError('far'))
  await transport.flush()

  expect(relay.logs[0]?.body).toBe('far')
  expect(relay.logs[0]?.attributes).toMatchObject({
    'exception.type': 'RangeError',
    'exception.message': 'far',
    'exception.stacktrace': expect.stringContaining('transport.test.ts'),
  })
})

test("the transport's own format changes, and drops, what is sent", async () => {
  const shout = format((info) =>
    info.message === 'secret' ? false : { ...info, message: String(info.message).toUpperCase() },
  )
  const transport = createTransport({ format: shout() })
  const logger = createLogger(transport)

  logger.info('secret')
  logger.info('public')
  await transport.flush()

  expect(bodies()).toStrictEqual(['PUBLIC'])
})

test('a format that throws is a warning, and not the end of logging', async () => {
  const failing = format((info) => {
    if (info.message === 'bad') throw new Error('no format')
    return info
  })
  const transport = createTransport({ format: failing() })
  const logger = createLogger(transport)
  const warning = once(logger, 'warn')

  logger.info('bad')
  logger.info('good')
  await transport.flush()

  expect(await warning).toMatchObject([{ message: 'no format' }, transport])
  expect(bodies()).toStrictEqual(['good'])
  expect(transport.stats.dropped).toStrictEqual({ event_processor: 1 })
})

test('an info is not changed, so that other transports see what was logged', async () => {
  const transport = createTransport({ format: format.timestamp() })
  const other = createTransport()
  const seen: unknown[] = []
  other.on('logged', (info) => seen.push(info))
  const logger = winston.createLogger({ transports: [transport, other] })
  const freeze = format((info) => Object.freeze(info))
  logger.format = freeze()

  logger.info('hi %s', 'ann', Object.freeze({ a: { b: 1 } }))
  await transport.flush()

  expect(seen).toStrictEqual([
    {
      level: 'info',
      message: 'hi %s',
      [Symbol.for('level')]: 'info',
      [Symbol.for('splat')]: ['ann', { a: { b: 1 } }],
    },
  ])
})

test("the transport's level wins over the logger's", async () => {
  const transport = createTransport({ level: 'warn' })
  const logger = createLogger(transport, { level: 'debug' })

  logger.info('no')
  logger.warn('yes')
  await transport.flush()

  expect(bodies()).toStrictEqual(['yes'])
})

test("without a level of its own the transport follows the logger's, also when it changes", async () => {
  const transport = createTransport()
  const logger = createLogger(transport, { level: 'warn' })

  logger.info('no')
  logger.level = 'info'
  logger.info('yes')
  await transport.flush()

  expect(bodies()).toStrictEqual(['yes'])
})

test('levels that winston does not know arrive', async () => {
  const transport = createTransport()
  const logger = createLogger(transport)
  const custom = createLogger(transport, { levels: { loud: 0, quiet: 1 } })

  logger.log('audit', 'unknown')
  custom.log('loud', 'no level is set')
  await transport.flush()

  expect(relay.logs).toMatchObject([
    { body: 'unknown', level: 'info', attributes: { 'winston.logger.level': 'audit' } },
    { body: 'no level is set', attributes: { 'winston.logger.level': 'loud' } },
  ])
})

test('a silent transport sends nothing', async () => {
  const transport = createTransport({ silent: true })
  createLogger(transport).info('no')
  await transport.flush()

  expect(transport.stats.captured).toBe(0)
})

test("the application's own field `exception` costs no line", async () => {
  const transport = createTransport()
  createLogger(transport).info('hi', { exception: true })
  await transport.flush()

  expect(relay.logs[0]).toMatchObject({ body: 'hi', attributes: { exception: true } })
})
