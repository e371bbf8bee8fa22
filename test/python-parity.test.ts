/**
 * The behaviour of Sentry's logs for Python (SDK 2.68), feature by feature in the order of its
 * documentation, docs.sentry.io/platforms/python/logs: the same call gives the same body and the same
 * attributes. Where this project differs, the test says so and why.
 */
import { hostname } from 'node:os'
import bunyan from 'bunyan'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import winston from 'winston'
import { keepTemplates, sentryStream } from '@logs-to-sentry/bunyan'
import {
  type Client,
  flush,
  init,
  logger,
  type Log,
  type LogParameters,
  type Options,
  setAttributes,
  setUser,
  withScope,
} from '@logs-to-sentry/core'
import { createSentryStream, sentryLogMethod } from '@logs-to-sentry/pino'
import { SentryTransport } from '@logs-to-sentry/winston'
import type { Relay, StoredLog } from './support/relay.ts'
import { useRelay } from './support/use-relay.ts'

let relay: Relay
let client: Client

useRelay((started) => {
  relay = started
})

beforeEach(() => {
  client = init({ ...relay.options })
})

afterEach(async () => {
  await client.close()
})

/** Starts the process-wide client anew, as `sentry_sdk.init` does. */
async function restart(options: Options): Promise<void> {
  await client.close()
  client = init({ ...relay.options, ...options })
}

async function sent(log: () => void): Promise<StoredLog> {
  log()
  expect(await flush()).toBe(true)
  return relay.logs.at(-1) as StoredLog
}

const isDefault = (name: string): boolean =>
  /^sentry\.(environment|origin|sdk\.\w+|timestamp\.sequence)$|^server\.address$/.test(name)

/** What the call itself gave, without what every log carries. */
const own = ({ attributes }: StoredLog): unknown =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !isDefault(name)))

const message = (template: string, parameters: object): unknown => ({
  'sentry.message.template': template,
  ...Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [`sentry.message.parameter.${name}`, value]),
  ),
})

describe('Setup: sentry_sdk.init(dsn=...)', () => {
  it('logs are enabled by default, no extra configuration needed', async () => {
    expect((await sent(() => logger.info('up'))).body).toBe('up')
  })

  it('an unknown option is a TypeError', () => {
    expect(() => init({ ...relay.options, enable_logs: true } as Options)).toThrow(TypeError)
  })

  it('differs: enable_logs does nothing in Python any more, enableLogs: false is a kill switch, as the specification of SDKs asks', async () => {
    await restart({ enableLogs: false })
    logger.info('silent')

    expect(await flush()).toBe(true)
    expect(relay.logs).toEqual([])
  })
})

describe('Usage: sentry_sdk.logger', () => {
  it.each([
    ['trace', 'trace', 1],
    ['debug', 'debug', 5],
    ['info', 'info', 9],
    ['warning', 'warn', 13],
    ['error', 'error', 17],
    ['fatal', 'fatal', 21],
  ] as const)('logger.%s sends the level %s, severity number %i', async (method, level, number) => {
    const log = await sent(() => logger[method]('Updated global cache'))

    expect(log).toMatchObject({ level, severityNumber: number, body: 'Updated global cache' })
    expect(own(log)).toEqual({})
  })

  it('differs: logger.warn stands beside logger.warning, as in JavaScript', async () => {
    expect((await sent(() => logger.warn('x'))).level).toBe('warn')
  })

  it('differs: Python repeats the severity as attributes, here it is the log’s own, which costs nothing', async () => {
    expect(own(await sent(() => logger.info('x')))).toEqual({})
  })

  /** Python's call, ours, and what both send. */
  it.each<[python: string, template: string, params: LogParameters, body: string]>([
    [
      "'Starting database connection {database}', database='users'",
      'Starting database connection {database}',
      { database: 'users' },
      'Starting database connection users',
    ],
    [
      "'Cache miss for user {user_id}', user_id=123",
      'Cache miss for user {user_id}',
      { user_id: 123 },
      'Cache miss for user 123',
    ],
    [
      "'Failed to process payment. Order: {order_id}. Amount: {amount}', order_id='or_2342', amount=99.99",
      'Failed to process payment. Order: {order_id}. Amount: {amount}',
      { order_id: 'or_2342', amount: 99.99 },
      'Failed to process payment. Order: or_2342. Amount: 99.99',
    ],
    ["'done', unused=True", 'done', { unused: true }, 'done'],
    ["'hi {a} {b} {{x}}', a=1", 'hi {a} {b} {{x}}', { a: 1 }, 'hi 1 {b} {x}'],
    ["'pos {}', a=1", 'pos {}', { a: 1 }, 'pos {}'],
    ["'pos {0}', a=1", 'pos {0}', { a: 1 }, 'pos {0}'],
    ["'broken {a', a=1", 'broken {a', { a: 1 }, 'broken {a'],
    ["'{u.name} {a}', a=1", '{u.name} {a}', { a: 1 }, '{u.name} {a}'],
    ["'{n:>8.2f}|{n:08d}', n=5", '{n:>8.2f}|{n:08d}', { n: 5 }, '    5.00|00000005'],
    ["'{a!r:>6}', a='x'", '{a!r:>6}', { a: 'x' }, "   'x'"],
    ["'[{m:>8}]', a=1", '[{m:>8}]', { a: 1 }, '[     {m}]'],
  ])('logger.info(%s): body, template and parameters', async (_python, template, params, body) => {
    const log = await sent(() => logger.info(template, params))

    expect(log.body).toBe(body)
    expect(own(log)).toEqual(message(template, params))
  })

  it.each(['plain', 'Hello {name}', '{{x}}'])(
    'logger.info(%j) without parameters stays as it is and sends no template',
    async (text) => {
      const log = await sent(() => logger.info(text))

      expect(log.body).toBe(text)
      expect(own(log)).toEqual({})
    },
  )

  it('attributes={...} are searchable attributes of the log, and no parameters', async () => {
    const attributes = {
      'payment.provider': 'stripe',
      'payment.method': 'credit_card',
      'payment.currency': 'USD',
      'user.subscription_tier': 'premium',
    }
    const log = await sent(() => logger.error('Payment processing failed', { attributes }))

    expect(log.body).toBe('Payment processing failed')
    expect(own(log)).toEqual(attributes)
  })

  it('attributes=None is fine', async () => {
    expect(own(await sent(() => logger.error('x', { attributes: null })))).toEqual({})
  })

  it('parameters win over attributes of the same name', async () => {
    const attributes = { 'sentry.message.parameter.a': 'other', 'sentry.message.template': 'other' }
    const log = await sent(() => logger.info('{a}', { a: 1, attributes }))

    expect(own(log)).toEqual(message('{a}', { a: 1 }))
  })

  it('differs: an object parameter is JSON text, where Python sends its repr, because JSON is what reads well here', async () => {
    const log = await sent(() => logger.info('{user}', { user: { id: 7 } }))

    expect(log.body).toBe('{"id":7}')
    expect(own(log)).toEqual(message('{user}', { user: '{"id":7}' }))
  })

  it("differs: a parameter without a value is JavaScript's text for it, where Python sends None", async () => {
    const log = await sent(() => logger.info('{a}', { a: null }))

    expect(log.body).toBe('null')
    expect(own(log)).toEqual(message('{a}', { a: 'null' }))
  })

  it('differs: a template that is no text is sent as text, where Python sends the integer 123, because conventions call it text', async () => {
    const log = await sent(() => logger.info(123 as unknown as string, { a: 1 }))

    expect(log.body).toBe('123')
    expect(own(log)).toEqual(message('123', { a: 1 }))
  })

  it('differs: a parameter may be called template, where Python raises a TypeError', async () => {
    const log = await sent(() => logger.info('a {template}', { template: 'b' }))

    expect(own(log)).toEqual(message('a {template}', { template: 'b' }))
  })

  it('differs: a value that JSON cannot carry is text, where Python loses the whole batch', async () => {
    const log = await sent(() => logger.info('x', { attributes: { ratio: Number.NaN } }))

    expect(own(log)).toEqual({ ratio: 'NaN' })
  })
})

describe('Options: before_send_log', () => {
  it('sees the record with its seven keys, defaults and scope included, and what it changes is sent', async () => {
    let seen: Log | undefined
    const beforeSendLog = (log: Log): Log => {
      seen = structuredClone(log)
      log.body = 'changed'
      log.attributes['added'] = true
      return log
    }
    await restart({ beforeSendLog })
    const log = await withScope(() => {
      setAttributes({ tier: 'gold' })
      return sent(() => logger.warning('Rate limit reached for {endpoint}', { endpoint: '/api' }))
    })

    expect(seen).toMatchObject({
      severity_text: 'warn',
      severity_number: 13,
      body: 'Rate limit reached for /api',
      attributes: {
        'sentry.message.template': 'Rate limit reached for {endpoint}',
        'sentry.message.parameter.endpoint': '/api',
        'sentry.environment': 'production',
        tier: 'gold',
      },
      time_unix_nano: expect.any(BigInt) as bigint,
      trace_id: log.traceId,
    })
    expect(log).toMatchObject({ body: 'changed', attributes: { added: true } })
  })

  it('returning None drops the log', async () => {
    await restart({ beforeSendLog: (log) => (log.severity_text === 'info' ? null : log) })
    logger.info('dropped')
    const log = await sent(() => logger.error('kept'))

    expect(log.body).toBe('kept')
    expect(relay.logs).toHaveLength(1)
  })

  it('differs: what the hook drops, or loses by throwing, is counted and reported; Python tells nobody', async () => {
    await restart({
      beforeSendLog: () => {
        throw new Error('mine')
      },
    })
    logger.info('x')

    expect(client.stats.dropped).toEqual({ before_send: 1 })
  })

  it('differs: span_id is absent without an active span, where Python has None', async () => {
    let seen: Log | undefined
    await restart({ beforeSendLog: (log) => (seen = log) })
    await sent(() => logger.info('x'))

    expect(seen).not.toHaveProperty('span_id')
  })
})

describe('Best practices', () => {
  it('one wide event carries every kind of attribute with its type', async () => {
    const attributes = { order_id: 'o1', item_count: 3, cart_value: 99.5, is_first: true }
    const log = await sent(() => logger.info('Checkout completed', { attributes }))

    expect(own(log)).toEqual(attributes)
    expect(log.types).toMatchObject({
      order_id: 'string',
      item_count: 'integer',
      cart_value: 'double',
      is_first: 'boolean',
    })
  })

  it('a list of one type is an array', async () => {
    const attributes = { feature_flags: ['new-checkout', 'discount-v2'], counts: [1, 2] }
    const log = await sent(() => logger.info('x', { attributes }))

    expect(own(log)).toEqual(attributes)
  })

  it('differs: a nested object is spread over dotted names, where Python sends its repr, so that it can be searched', async () => {
    const log = await sent(() => logger.info('x', { attributes: { cart: { items: 3 } } }))

    expect(own(log)).toEqual({ 'cart.items': 3 })
  })
})

describe('Default attributes', () => {
  it('environment, release, SDK and server are on every log', async () => {
    await restart({ environment: 'staging', release: 'shop@1' })

    expect((await sent(() => logger.info('x'))).attributes).toMatchObject({
      'sentry.environment': 'staging',
      'sentry.release': 'shop@1',
      'sentry.sdk.name': 'logs-to-sentry.core',
      'sentry.sdk.version': expect.any(String) as string,
      'server.address': hostname(),
    })
  })

  it('without options the environment is production, and there is no release', async () => {
    const { attributes } = await sent(() => logger.info('x'))

    expect(attributes['sentry.environment']).toBe('production')
    expect(attributes).not.toHaveProperty('sentry.release')
  })

  it('attributes that the caller gives win over defaults', async () => {
    const attributes = { 'sentry.environment': 'mine', 'server.address': 'mine' }

    expect((await sent(() => logger.info('x', { attributes }))).attributes).toMatchObject(
      attributes,
    )
  })

  it('differs: name and version of the SDK cannot be overridden, so that Sentry knows who sent a log', async () => {
    const { attributes } = await sent(() =>
      logger.info('x', { attributes: { 'sentry.sdk.name': 'other' } }),
    )

    expect(attributes['sentry.sdk.name']).toBe('logs-to-sentry.core')
  })

  it('set_user gives user.id, user.name and user.email', async () => {
    const log = await withScope(() => {
      setUser({ id: '7', username: 'ada', email: 'ada@example.com' })
      return sent(() => logger.info('x'))
    })

    expect(own(log)).toEqual({
      'user.id': '7',
      'user.name': 'ada',
      'user.email': 'ada@example.com',
    })
  })

  it('differs: no option gates the user, because setting one is the consent; the address is never sent', async () => {
    const user = { id: 7, ip_address: '127.0.0.1' }
    const log = await withScope(() => {
      setUser(user)
      return sent(() => logger.info('x'))
    })

    expect(own(log)).toEqual({ 'user.id': '7' })
  })

  it('set_attributes of a scope are on its logs, and those of the log win', async () => {
    const log = await withScope(() => {
      setAttributes({ tier: 'gold', region: 'eu' })
      return sent(() => logger.info('x', { attributes: { tier: 'silver' } }))
    })

    expect(own(log)).toEqual({ tier: 'silver', region: 'eu' })
  })

  it('differs: process.runtime.name and .version are not sent, because every byte of a log is billed', async () => {
    const { attributes } = await sent(() => logger.info('x'))

    expect(Object.keys(attributes).filter((name) => name.startsWith('process.'))).toEqual([])
  })

  it('logger.* sends no origin', async () => {
    expect((await sent(() => logger.info('x'))).attributes).not.toHaveProperty('sentry.origin')
  })
})

describe('Logging integrations: pino, winston and bunyan where Python has logging and loguru', () => {
  const value = 42
  const extra = { bar: 43 }

  const viaPino = (): void =>
    pino({ name: 'shop' }, createSentryStream({ ...relay.options })).info(extra, 'value %d', value)
  const viaWinston = (): unknown =>
    winston
      .createLogger({ transports: [new SentryTransport({ ...relay.options })] })
      .info('value %d', value, extra)
  const viaBunyan = (): void =>
    bunyan
      .createLogger({ name: 'shop', streams: [sentryStream({ ...relay.options })] })
      .info(extra, 'value %d', value)

  it.each([
    ['pino', viaPino],
    ['winston', viaWinston],
    ['bunyan', viaBunyan],
  ])('%s: the formatted message is the body, extra fields keep their names', async (name, log) => {
    const stored = await sent(log)

    expect(stored).toMatchObject({ level: 'info', body: 'value 42' })
    expect(stored.attributes).toMatchObject({ ...extra, 'sentry.origin': `auto.log.${name}` })
  })

  it.each([
    ['pino', viaPino],
    ['bunyan', viaBunyan],
  ])('%s: the name of the logger and the process are attributes', async (_name, log) => {
    expect((await sent(log)).attributes).toMatchObject({
      'logger.name': 'shop',
      'process.pid': process.pid,
    })
  })

  const keepingPino = (): void =>
    pino(
      { hooks: { logMethod: sentryLogMethod() } },
      createSentryStream({ ...relay.options }),
    ).info('value %d', value)
  const keepingBunyan = (): void =>
    keepTemplates(
      bunyan.createLogger({ name: 'shop', streams: [sentryStream({ ...relay.options })] }),
    ).info('value %d', value)

  it.each([
    ['pino, with sentryLogMethod()', keepingPino],
    ['winston', viaWinston],
    ['bunyan, with keepTemplates()', keepingBunyan],
  ])(
    '%s: positional arguments are parameters by position, beside their template',
    async (_name, log) => {
      expect((await sent(log)).attributes).toMatchObject({
        'sentry.message.template': 'value %d',
        'sentry.message.parameter.0': 42,
      })
    },
  )

  it('the logger’s own level decides first, then minLevel as sentry_logs_level does', async () => {
    const stream = createSentryStream({ ...relay.options, minLevel: 'warn' })
    const log = pino({ level: 'info' }, stream)
    log.debug('below the logger')
    log.info('below the client')
    const stored = await sent(() => log.warn('sent'))

    expect(stored.body).toBe('sent')
    expect(relay.logs).toHaveLength(1)
  })

  it('differs: every level that the logger writes is sent, where Python starts at INFO, because a transport is added on purpose', async () => {
    const log = pino({ level: 'trace' }, createSentryStream({ ...relay.options }))

    expect((await sent(() => log.trace('x'))).level).toBe('trace')
  })

  it('a level of the application’s own goes down to the one below it', async () => {
    const log = pino({ customLevels: { success: 35 } }, createSentryStream({ ...relay.options }))

    expect(await sent(() => log.success('x'))).toMatchObject({ level: 'info' })
  })

  it('differs: a level below all others is trace, where Python sends the invalid text "default"', async () => {
    const log = pino(
      { customLevels: { noise: 1 }, level: 'noise' },
      createSentryStream({ ...relay.options }),
    )

    expect(await sent(() => log.noise('x'))).toMatchObject({ level: 'trace', severityNumber: 1 })
  })

  it('differs: an exception is kept as exception.*, where Python leaves it out of the log', async () => {
    const log = pino(createSentryStream({ ...relay.options }))

    expect((await sent(() => log.error(new RangeError('boom')))).attributes).toMatchObject({
      'exception.type': 'RangeError',
      'exception.message': 'boom',
    })
  })

  it('the time is the record’s own', async () => {
    const time = new Date(Date.now() - 60_000)
    const log = bunyan.createLogger({ name: 'shop', streams: [sentryStream({ ...relay.options })] })

    expect((await sent(() => log.info({ time }, 'x'))).timestamp).toBe(time.getTime() / 1000)
  })
})
