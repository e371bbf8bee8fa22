import { hostname } from 'node:os'
import process from 'node:process'
import { afterEach, describe, expect, it } from 'vitest'
import type { Relay } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { type Client, createClient } from '../../src/client/client.ts'
import type { Options } from '../../src/options/options.ts'
import type { Integration } from '../../src/record/recorder.ts'
import { removeAttribute, setAttributes, setUser, withScope } from '../../src/record/scope.ts'
import { sdk } from '../../src/sdk.ts'
import { nastyValues } from '../support/values.ts'

let relay: Relay
const clients: Client[] = []
const yesterday = Date.now() - 86_400_000

useRelay((started) => {
  relay = started
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

function connect(options: Options = {}, integration?: Integration): Client {
  const client = createClient({ ...relay.options, serverName: false, ...options }, integration)
  clients.push(client)
  return client
}

function unreadable(name: string): object {
  return Object.defineProperty({}, name, {
    enumerable: true,
    get: () => {
      throw new Error('mine')
    },
  })
}

describe('capture', () => {
  it('delivers a log with its defaults', async () => {
    const client = connect({ release: 'shop@1.2.3', serverName: undefined })
    client.capture({
      level: 'info',
      body: 'up',
      attributes: { port: 8080 },
      time: yesterday,
    })
    expect(await client.flush()).toBe(true)

    expect(relay.logs).toMatchObject([
      {
        level: 'info',
        severityNumber: 9,
        body: 'up',
        timestamp: yesterday / 1000,
        attributes: {
          port: 8080,
          'sentry.environment': 'production',
          'sentry.release': 'shop@1.2.3',
          'sentry.sdk.name': 'logs-to-sentry.core',
          'sentry.sdk.version': sdk.version,
          'sentry.timestamp.sequence': 0,
          'server.address': hostname(),
        },
      },
    ])
    expect(relay.logs[0]?.attributes).not.toHaveProperty('sentry.origin')
  })

  it('takes the time of the call where the input has none', async () => {
    const client = connect()
    const before = Date.now()
    client.capture({ level: 'info', body: 'now' })
    client.capture({ level: 'info', body: 'now too', time: Number.NaN })
    const after = Date.now()
    await client.flush()

    for (const { timestamp } of relay.logs) {
      expect(timestamp * 1000).toBeGreaterThanOrEqual(before)
      expect(timestamp * 1000).toBeLessThanOrEqual(after)
    }
  })

  it('takes its input over, so that a later change does not show', async () => {
    const client = connect()
    const order = { id: 'or_1', items: ['mug'] }
    client.capture({ level: 'info', body: 'placed', attributes: { order } })
    order.id = 'or_2'
    order.items.push('cup')
    await client.flush()

    expect(relay.logs[0]?.attributes).toMatchObject({ 'order.id': 'or_1', 'order.items': ['mug'] })
  })

  it('tags the logs of an adapter', async () => {
    const client = connect({}, { name: 'bunyan', version: '9.9.9' })
    client.capture({ level: 'info', body: 'up' })
    client.capture({ level: 'info', body: 'up', origin: 'auto.log.other' })
    await client.flush()

    expect(relay.logs.map(({ attributes }) => attributes)).toMatchObject([
      {
        'sentry.origin': 'auto.log.bunyan',
        'sentry.sdk.name': 'logs-to-sentry.bunyan',
        'sentry.sdk.version': '9.9.9',
      },
      { 'sentry.origin': 'auto.log.other' },
    ])
  })

  it('lets nobody pretend to be another SDK or origin', async () => {
    const client = connect()
    const attributes = { 'sentry.sdk.name': 'x', 'sentry.sdk.version': 'x', 'sentry.origin': 'x' }
    client.capture({ level: 'info', body: 'up', attributes })
    await client.flush()

    expect(relay.logs[0]?.attributes).toMatchObject({ 'sentry.sdk.name': 'logs-to-sentry.core' })
    expect(relay.logs[0]?.attributes).not.toHaveProperty('sentry.origin')
  })

  it.each([
    [3, 'trace', 3],
    [24, 'fatal', 24],
    [0, 'trace', 1],
    [99, 'fatal', 24],
    [Number.NaN, 'info', 9],
    ['critical', 'fatal', 21],
    ['unheard of', 'info', 9],
  ])('sends level %s as %s, %i', async (level, text, number) => {
    const client = connect()
    client.capture({ level: level as never, body: 'x' })
    await client.flush()

    expect(relay.logs).toMatchObject([{ level: text, severityNumber: number }])
  })

  it('never throws, and counts what it cannot take as internal_sdk_error', async () => {
    const client = connect()
    const input = {
      level: 'info' as const,
      get body(): string {
        throw new Error('mine')
      },
    }
    client.capture(input)

    expect(client.stats).toMatchObject({ captured: 1, dropped: { internal_sdk_error: 1 } })
  })

  it.each<[string, object]>([
    ['an origin with half a character', { origin: 'auto.log.\uD800' }],
    ['an origin that is no text', { origin: {} }],
    ['a severity that is an object', { level: {} }],
    ['a trace that cannot be read', { attributes: unreadable('trace_id') }],
    ['attributes that cannot be read', { attributes: nastyValues['a revoked proxy']?.() }],
  ])('delivers %s like any other log', async (_name, input) => {
    const client = connect()
    client.capture({ level: 'info', body: 'x', ...input })
    await client.flush()

    expect(relay.logs).toMatchObject([{ level: 'info', body: 'x' }])
  })

  it('sends what a parameter is, not the source of a function', async () => {
    const client = connect()
    const parameters = { run: () => 'source', token: () => 'source', mark: Symbol('s') }
    client.capture({ level: 'info', body: 'x', template: '{run}', parameters })
    await client.flush()

    expect(relay.logs[0]?.attributes).toMatchObject({
      'sentry.message.parameter.run': '[Function]',
      'sentry.message.parameter.token': '[Filtered]',
      'sentry.message.parameter.mark': 'Symbol(s)',
    })
  })

  it('still takes what comes while it closes', async () => {
    const client = connect()
    client.capture({ level: 'info', body: 'before' })
    const closed = client.close()
    client.capture({ level: 'info', body: 'meanwhile' })
    await closed

    expect(relay.logs.map(({ body }) => body)).toEqual(['before', 'meanwhile'])
    expect(client.stats).toMatchObject({ captured: 2, delivered: 2, queued: 0 })
  })

  it('does nothing after close', async () => {
    const client = connect()
    await client.close()
    client.capture({ level: 'info', body: 'late' })
    expect(await client.flush()).toBe(true)

    expect(client.stats.captured).toBe(0)
    expect(relay.logs).toEqual([])
  })
})

describe('precedence', () => {
  it('is the line, the scope, the options, the defaults', async () => {
    const client = connect({
      environment: 'default',
      serverName: undefined,
      attributes: { from: 'options', options: true, 'sentry.environment': 'options' },
    })
    withScope(() => {
      setAttributes({ from: 'scope', scope: true, options: 'scope' })
      client.capture({
        level: 'info',
        body: 'x',
        attributes: { from: 'line', 'server.address': 'h' },
      })
    })
    await client.flush()

    expect(relay.logs[0]?.attributes).toMatchObject({
      from: 'line',
      scope: true,
      options: 'scope',
      'sentry.environment': 'options',
      'server.address': 'h',
    })
  })

  it('leaves environment and release out where they are empty', async () => {
    const client = connect({ environment: '', release: '' })
    client.capture({ level: 'info', body: 'x' })
    await client.flush()

    expect(Object.keys(relay.logs[0]?.attributes ?? {})).not.toContainEqual(
      expect.stringMatching(/environment|release/),
    )
  })

  it('of serverName is above the host name of the line', async () => {
    const named = connect({ serverName: 'web-1' })
    const unnamed = connect({ serverName: false })
    for (const client of [named, unnamed]) {
      client.capture({ level: 'info', body: 'x', attributes: { 'server.address': 'h' } })
    }
    await named.flush()
    await unnamed.flush()

    expect(relay.logs[0]?.attributes).toMatchObject({ 'server.address': 'web-1' })
    expect(relay.logs[1]?.attributes).not.toHaveProperty('server.address')
  })

  it('lets the process scope and the user reach every client', async () => {
    setUser({ id: 'u1', email: 'ada@example.com' })
    setAttributes({ region: 'eu' })
    const client = connect()
    client.capture({ level: 'info', body: 'x' })
    setUser(null)
    removeAttribute('region')
    client.capture({ level: 'info', body: 'y' })
    await client.flush()

    expect(relay.logs[0]?.attributes).toMatchObject({
      'user.id': 'u1',
      'user.email': 'ada@example.com',
      region: 'eu',
    })
    expect(relay.logs[1]?.attributes).not.toHaveProperty('user.id')
    expect(relay.logs[1]?.attributes).not.toHaveProperty('region')
  })
})

describe('the trace', () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const spanId = 'b7ad6b7169203331'

  it('is that of the record, whose fields leave the attributes', async () => {
    const client = connect()
    const attributes = { trace_id: traceId, span_id: spanId, trace_flags: '01', kept: 1 }
    client.capture({ level: 'info', body: 'x', attributes, traceId: '1'.repeat(32) })
    await client.flush()

    expect(relay.logs[0]).toMatchObject({ traceId, spanId, attributes: { kept: 1 } })
    for (const name of ['trace_id', 'span_id', 'trace_flags']) {
      expect(relay.logs[0]?.attributes).not.toHaveProperty(name)
    }
  })

  it('leaves no field behind where names are spelled in another way', async () => {
    const client = connect({ attributeNaming: 'snake_case' })
    const attributes = { 'sentry-trace': `${'1'.repeat(32)}-${'2'.repeat(16)}-1` }
    client.capture({ level: 'info', body: 'x', attributes })
    await client.flush()

    expect(relay.logs[0]).toMatchObject({ traceId: '1'.repeat(32) })
    expect(relay.logs[0]?.attributes).not.toHaveProperty('sentry_trace')
  })

  it('is that of the input where the record has none', async () => {
    const client = connect()
    client.capture({ level: 'info', body: 'x', traceId, spanId })
    await client.flush()

    expect(relay.logs[0]).toMatchObject({ traceId, spanId })
  })

  it('is one random id a client otherwise, without a span', async () => {
    const one = connect()
    const other = connect({ environment: 'other' })
    one.capture({ level: 'info', body: 'x', spanId })
    one.capture({ level: 'info', body: 'y', traceId: 'no id' })
    await one.flush()
    other.capture({ level: 'info', body: 'z' })
    await other.flush()

    const [x, y, z] = relay.logs
    expect(x?.traceId).toBe(y?.traceId)
    expect(x?.traceId).not.toBe(z?.traceId)
    expect(x?.spanId).toBeUndefined()
  })

  it('is that of SENTRY_TRACE where the process was started in one', async () => {
    process.env['SENTRY_TRACE'] = `${traceId}-${spanId}-1`
    const client = connect()
    delete process.env['SENTRY_TRACE']
    client.capture({ level: 'info', body: 'x' })
    await client.flush()

    expect(relay.logs[0]).toMatchObject({ traceId })
    expect(relay.logs[0]?.spanId).toBeUndefined()
  })
})
