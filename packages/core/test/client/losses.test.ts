import { afterEach, describe, expect, it } from 'vitest'
import type { Relay } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { type Client, createClient } from '../../src/client/client.ts'
import type { BeforeSendLog } from '../../src/log.ts'
import type { Drop, Options } from '../../src/options/options.ts'

let relay: Relay
const clients: Client[] = []

useRelay((started) => {
  relay = started
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

function connect(options: Options): Client {
  const client = createClient({ ...relay.options, serverName: false, ...options })
  clients.push(client)
  return client
}

describe('beforeSendLog', () => {
  it.each<[string, BeforeSendLog]>([
    [
      'spoils the log that it drops',
      ({ attributes }) => {
        Object.assign(attributes, { port: undefined, self: {} })
        return null
      },
    ],
    ['rejects', (async () => Promise.reject(new Error('mine'))) as never],
    [
      'throws what has no text',
      () => {
        throw Object.create(null)
      },
    ],
    ['sends the log beyond all time', (log) => ({ ...log, time_unix_nano: 10n ** 400n })],
  ])('that %s loses that one log as before_send', async (_what, beforeSendLog) => {
    const drops: Drop[] = []
    const client = connect({ beforeSendLog, onDrop: (drop) => drops.push(drop) })
    client.capture({ level: 'info', body: 'x', attributes: { port: 8080 } })
    await client.flush()

    expect(drops).toEqual([{ reason: 'before_send', logs: 1, bytes: expect.any(Number) }])
    expect(relay.logs).toEqual([])
  })

  it('may ask the attributes what any object knows', async () => {
    const client = connect({
      beforeSendLog: (log) => (log.attributes.hasOwnProperty('port') ? log : null),
    })
    client.capture({ level: 'info', body: 'x', attributes: { port: 8080 } })
    await client.flush()

    expect(relay.logs).toHaveLength(1)
  })

  it.each<[string, Options]>([
    ['by default', {}],
    ['with snake_case', { attributeNaming: 'snake_case' }],
    ['with short values', { maxValueBytes: 64, serverName: 's'.repeat(80) }],
  ])('that changes nothing sends what would be sent without it, %s', async (_when, options) => {
    const input = {
      level: 'info',
      body: 'x',
      time: Date.now() + 0.5,
      template: `{userId} { b } ${'t'.repeat(80)}`,
      parameters: { userId: 7, ' b ': ['a'.repeat(40), 'b'.repeat(40)] },
      attributes: { userId: 7, nested: { someName: [1, 2] }, err: new Error('m'.repeat(80)) },
    } as const
    for (const hook of [{}, { beforeSendLog: ((log) => log) satisfies BeforeSendLog }]) {
      const client = connect({ ...options, ...hook })
      client.capture({ ...input, traceId: '0af7651916cd43dd8448eb211c80319c' })
      await client.flush()
    }

    expect(relay.logs[1]).toEqual(relay.logs[0])
  })
})

describe('losses before delivery', () => {
  it('are counted by reason, told to onDrop and reported with their bytes', async () => {
    const drops: Drop[] = []
    const client = connect({
      ignore: ['health'],
      beforeSendLog: (log) => (log.body === 'secret' ? null : log),
      onDrop: (drop) => drops.push(drop),
    })
    for (const body of ['health', 'secret', 'sent']) client.capture({ level: 'info', body })
    await client.close()

    expect(client.stats).toEqual({
      captured: 3,
      delivered: 1,
      dropped: { event_processor: 1, before_send: 1 },
      queued: 0,
      spooled: 0,
      queuedBytes: 0,
    })
    expect(drops.map(({ reason, logs }) => [reason, logs])).toEqual([
      ['event_processor', 1],
      ['before_send', 1],
    ])
    const [health, secret] = drops.map(({ bytes }) => bytes)
    expect(relay.reports.flatMap(({ discarded_events: events }) => events)).toEqual(
      expect.arrayContaining([
        { reason: 'event_processor', category: 'log_item', quantity: 1 },
        { reason: 'event_processor', category: 'log_byte', quantity: health },
        { reason: 'before_send', category: 'log_item', quantity: 1 },
        { reason: 'before_send', category: 'log_byte', quantity: secret },
      ]),
    )
  })

  it('of lines that never became logs are counted the same way', async () => {
    const drops: Drop[] = []
    const client = connect({ onDrop: (drop) => drops.push(drop) })
    const error = new Error('no JSON')
    client.drop('internal_sdk_error', 12, error)
    await client.close()

    expect(client.stats).toMatchObject({ captured: 1, dropped: { internal_sdk_error: 1 } })
    expect(drops).toEqual([{ reason: 'internal_sdk_error', logs: 1, bytes: 12, error }])
    expect(relay.reports).toHaveLength(1)
  })

  it('below minLevel are not counted at all', async () => {
    const client = connect({ minLevel: 'warn' })
    for (const level of ['info', 'warn', 'error'] as const) client.capture({ level, body: level })
    await client.flush()

    expect(relay.logs.map(({ body }) => body)).toEqual(['warn', 'error'])
    expect(client.stats.captured).toBe(2)
  })
})
