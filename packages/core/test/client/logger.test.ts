import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Relay, StoredLog } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import type { Client } from '../../src/client/client.ts'
import { init } from '../../src/client/global-client.ts'
import { type LogParameters, logger } from '../../src/client/logger.ts'

let relay: Relay
let client: Client

useRelay((started) => {
  relay = started
})

beforeEach(() => {
  client = init({ ...relay.options, serverName: false })
})

afterEach(async () => {
  await client.close()
})

async function sent(log: () => void): Promise<StoredLog> {
  log()
  expect(await client.flush()).toBe(true)
  return relay.logs.at(-1) as StoredLog
}

const messageAttributes = ({ attributes }: StoredLog): unknown =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name.startsWith('sentry.message.'))
      .map(([name, value]) => [name.slice('sentry.message.'.length), value]),
  )

describe('the six methods', () => {
  it.each([
    ['trace', 'trace', 1],
    ['debug', 'debug', 5],
    ['info', 'info', 9],
    ['warn', 'warn', 13],
    ['warning', 'warn', 13],
    ['error', 'error', 17],
    ['fatal', 'fatal', 21],
  ] as const)('logger.%s sends %s, %i', async (method, level, severityNumber) => {
    expect(await sent(() => logger[method]('x'))).toMatchObject({
      level,
      severityNumber,
      body: 'x',
    })
  })

  it('send no origin', async () => {
    const { attributes } = await sent(() => logger.info('x'))

    expect(attributes).not.toHaveProperty('sentry.origin')
  })
})

describe('a template', () => {
  it('with parameters is sent beside the body that they were filled into', async () => {
    const log = await sent(() =>
      logger.error('Order {order_id} failed after {tries} tries', {
        order_id: 'or_1',
        tries: 3,
        attributes: { 'payment.provider': 'stripe' },
      }),
    )

    expect(log.body).toBe('Order or_1 failed after 3 tries')
    expect(messageAttributes(log)).toEqual({
      template: 'Order {order_id} failed after {tries} tries',
      'parameter.order_id': 'or_1',
      'parameter.tries': 3,
    })
    expect(log.attributes).toMatchObject({ 'payment.provider': 'stripe' })
  })

  it.each<[string, LogParameters | undefined, string]>([
    ['no parameters at all', undefined, 'Hello {name} {{x}}'],
    ['an empty object', {}, 'Hello {name} {{x}}'],
    ['attributes alone', { attributes: { a: 1 } }, 'Hello {name} {{x}}'],
    ['attributes: null', { attributes: null }, 'Hello {name} {{x}}'],
  ])('with %s stays as it is and is not sent as a template', async (_name, params, body) => {
    const log = await sent(() => logger.info('Hello {name} {{x}}', params))

    expect(log.body).toBe(body)
    expect(messageAttributes(log)).toEqual({})
  })

  it('keeps a placeholder that has no value, and unescapes doubled braces', async () => {
    const log = await sent(() => logger.info('hi {a} {b} {{x}}', { a: 1 }))

    expect(log.body).toBe('hi 1 {b} {x}')
    expect(messageAttributes(log)).toEqual({ template: 'hi {a} {b} {{x}}', 'parameter.a': 1 })
  })

  it('sends a parameter that it does not use', async () => {
    const log = await sent(() => logger.info('hi', { unused: true }))

    expect(messageAttributes(log)).toEqual({ template: 'hi', 'parameter.unused': true })
  })

  it('may have a parameter called template', async () => {
    const log = await sent(() => logger.info('a {template}', { template: 'b' }))

    expect(log.body).toBe('a b')
    expect(messageAttributes(log)).toEqual({ template: 'a {template}', 'parameter.template': 'b' })
  })

  it('that is no text is sent as text', async () => {
    const log = await sent(() => logger.info(123 as never, { a: 1 }))

    expect(log.body).toBe('123')
    expect(messageAttributes(log)).toEqual({ template: '123', 'parameter.a': 1 })
  })

  it('sends a null or undefined parameter as text', async () => {
    const log = await sent(() => logger.info('{a} {b}', { a: null, b: undefined }))

    expect(log.body).toBe('null undefined')
    expect(messageAttributes(log)).toMatchObject({
      'parameter.a': 'null',
      'parameter.b': 'undefined',
    })
  })

  it('sends an object parameter as JSON text, as one attribute', async () => {
    const log = await sent(() => logger.info('{user}', { user: { id: 1 } }))

    expect(log.body).toBe('{"id":1}')
    expect(messageAttributes(log)).toMatchObject({ 'parameter.user': '{"id":1}' })
  })

  it('keeps a sensitive parameter out of body and attributes', async () => {
    const log = await sent(() =>
      logger.info('login {password} {form}', { password: 'hunter2', form: { token: 'hunter3' } }),
    )

    expect(JSON.stringify(log)).not.toMatch(/hunter/)
    expect(log.body).toBe('login [Filtered] {"token":"[Filtered]"}')
  })

  it('keeps sensitive headers of a request out of both as well', async () => {
    const rawHeaders = ['Host', 'shop', 'Authorization', 'hunter2']
    const template = '{rawHeaders} {req.rawHeaders} {req.rawHeaders[3]}'
    const log = await sent(() => logger.info(template, { rawHeaders, req: { rawHeaders } }))

    expect(JSON.stringify(log)).not.toMatch(/hunter/)
    expect(messageAttributes(log)).toMatchObject({
      'parameter.rawHeaders': ['Host', 'shop', 'Authorization', '[Filtered]'],
    })
  })

  it('attributes give way to parameters of the same name', async () => {
    const attributes = { 'sentry.message.parameter.a': 'other', 'sentry.message.template': 'other' }
    const log = await sent(() => logger.info('{a}', { a: 1, attributes }))

    expect(messageAttributes(log)).toEqual({ template: '{a}', 'parameter.a': 1 })
  })
})

describe('logger.fmt', () => {
  it('makes each hole a parameter by position', async () => {
    const log = await sent(() => logger.info(logger.fmt`User ${7} bought ${'mug'} at 100%`))

    expect(log.body).toBe('User 7 bought mug at 100%')
    expect(messageAttributes(log)).toEqual({
      template: 'User %s bought %s at 100%%',
      'parameter.0': 7,
      'parameter.1': 'mug',
    })
  })

  it('takes attributes beside it', async () => {
    const log = await sent(() => logger.info(logger.fmt`${1}`, { attributes: { a: 2 } }))

    expect(log.attributes).toMatchObject({ a: 2, 'sentry.message.parameter.0': 1 })
  })

  it('without a hole has no template', async () => {
    expect(messageAttributes(await sent(() => logger.info(logger.fmt`plain`)))).toEqual({})
  })
})

it('an object that only pretends to be made by logger.fmt is sent as text', async () => {
  const pretender = { [Symbol.for('logs-to-sentry.fmt')]: true, template: 5 }

  expect((await sent(() => logger.info(pretender as never))).body).toBe('{"template":5}')
})

describe('what cannot be read', () => {
  const throwing = (fields: object, ...names: string[]): Record<string, unknown> =>
    Object.defineProperties(
      fields,
      Object.fromEntries(
        names.map((name) => [
          name,
          {
            enumerable: true,
            get() {
              throw new Error('mine')
            },
          },
        ]),
      ),
    ) as Record<string, unknown>
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  }

  it('among the parameters costs itself alone', async () => {
    const params = throwing({ a: 1, attributes: { order: 7 } }, 'b')
    const log = await sent(() => logger.info('{a} {b}', params))

    expect(log.body).toBe('1 [Throws: mine]')
    expect(messageAttributes(log)).toEqual({
      template: '{a} {b}',
      'parameter.a': 1,
      'parameter.b': '[Throws: mine]',
    })
    expect(log.attributes).toMatchObject({ order: 7 })
  })

  it('inside a parameter costs its placeholder alone', async () => {
    const params = { a: throwing({ id: 7 }, 'name'), b: revoked() }
    const log = await sent(() => logger.info('{a.id} {a.name} {b.id}', params))

    expect(log.body).toMatch(/^7 \[Throws: mine\] \[Throws: .*revoked.*\]$/)
    expect(messageAttributes(log)).toMatchObject({
      'parameter.a': '{"id":7,"name":"[Throws: mine]"}',
    })
  })

  it('beside logger.fmt costs itself alone', async () => {
    const log = await sent(() =>
      logger.info(logger.fmt`${1} of ${2}`, throwing({ attributes: throwing({ c: 3 }, 'd') }, 'a')),
    )

    expect(log.body).toBe('1 of 2')
    expect(messageAttributes(log)).toMatchObject({
      'parameter.0': 1,
      'parameter.1': 2,
      'parameter.a': '[Throws: mine]',
    })
    expect(log.attributes).toMatchObject({ c: 3, d: '[Throws: mine]' })
  })

  it('beside an error costs itself alone', async () => {
    const params = throwing({ a: 1, attributes: throwing({ c: 3 }, 'd') }, 'b')
    const log = await sent(() => logger.error(new RangeError('boom'), params))

    expect(log).toMatchObject({
      body: 'boom',
      attributes: {
        'exception.type': 'RangeError',
        a: 1,
        b: '[Throws: mine]',
        c: 3,
        d: '[Throws: mine]',
      },
    })
  })

  it.each<[string, unknown, unknown, string]>([
    ['attributes', 'x', throwing({}, 'attributes'), 'x'],
    ['attributes that were revoked', 'x', { attributes: revoked() }, 'x'],
    ['parameters that were revoked', 'x {a}', revoked(), 'x {a}'],
    ['a message without a text', Object.create(null), throwing({}, 'a'), '{}'],
    [
      'holes of what pretends to be made by logger.fmt',
      {
        [Symbol.for('logs-to-sentry.fmt')]: true,
        template: 'a %s',
        parameters: throwing([], '0'),
      },
      undefined,
      'a [Throws: mine]',
    ],
  ])('as %s leaves the message', async (_name, template, params, body) => {
    const log = await sent(() => logger.info(template as string, params as LogParameters))

    expect(log.body).toBe(body)
  })
})

it('attributes that are no object are sent as one attribute', async () => {
  const log = await sent(() => logger.info('x', { attributes: 'abc' as never }))

  expect(log.attributes).toMatchObject({ attributes: 'abc' })
  expect(log.attributes).not.toHaveProperty('0')
})

it('an error among the parameters becomes exception.*', async () => {
  const error = new RangeError('too many')
  const log = await sent(() => logger.error('failed', { attributes: { error } }))

  expect(log.attributes).toMatchObject({
    'exception.type': 'RangeError',
    'exception.message': 'too many',
  })
})

describe('an error', () => {
  class OutOfStock extends Error {
    override readonly name = 'OutOfStock'
    readonly sku = 'mug'
  }
  const told = {
    'exception.type': 'OutOfStock',
    'exception.message': 'none left',
    'err.sku': 'mug',
  }

  it('in place of the message gives the body', async () => {
    const log = await sent(() => logger.error(new OutOfStock('none left')))

    expect(log).toMatchObject({ body: 'none left', attributes: told })
    expect(messageAttributes(log)).toEqual({})
  })

  it('in place of the message goes with attributes', async () => {
    const log = await sent(() =>
      logger.error(new OutOfStock('none left'), { attributes: { order: 7 } }),
    )

    expect(log.attributes).toMatchObject({ ...told, order: 7 })
  })

  it('in place of the parameters is told beside the message', async () => {
    const log = await sent(() => logger.error('cannot pack', new OutOfStock('none left')))

    expect(log).toMatchObject({ body: 'cannot pack', attributes: told })
  })
})

describe('init', () => {
  it('again replaces the client, and the old one still delivers', async () => {
    logger.info('old')
    const old = client
    client = init({ ...relay.options, environment: 'new' })
    logger.info('new')
    await client.flush()
    await relay.waitForLogs(2)

    expect(relay.logs.map(({ body }) => body).toSorted()).toEqual(['new', 'old'])
    expect(old.stats.delivered).toBe(1)
  })
})
