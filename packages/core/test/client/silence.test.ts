import { createHook } from 'node:async_hooks'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Relay } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { createClient } from '../../src/client/client.ts'

let relay: Relay
let warnings: (Error & { code?: string })[]
const listen = (warning: Error): unknown => warnings.push(warning)

useRelay((started) => {
  relay = started
})

beforeEach(() => {
  warnings = []
  process.on('warning', listen)
})

afterEach(() => {
  process.off('warning', listen)
})

const emitted = async (): Promise<string[]> => {
  await new Promise((resolve) => setImmediate(resolve))
  return warnings.map(({ code, message }) => `${code}: ${message}`)
}

it('enableLogs: false starts no timer, no socket and no worker', async () => {
  const started: string[] = []
  const hook = createHook({ init: (_id, type) => started.push(type) }).enable()
  const client = createClient({ ...relay.options, enableLogs: false, beforeSendLog: () => null })
  client.capture({ level: 'fatal', body: 'x' })
  const resources = started.filter((type) => type !== 'PROMISE')
  hook.disable()

  expect(client.enabled).toBe(false)
  expect(resources).toEqual([])
  expect(await client.flush()).toBe(true)
  expect(await client.close()).toBe(true)
  expect(client.stats.captured).toBe(0)
  expect(relay.connections).toBe(0)
  expect(await emitted()).toEqual([])
})

it('SENTRY_ENABLE_LOGS=false silences a client too', () => {
  process.env['SENTRY_ENABLE_LOGS'] = 'false'
  const client = createClient({ ...relay.options })
  delete process.env['SENTRY_ENABLE_LOGS']

  expect(client.enabled).toBe(false)
})

it('an endpoint that refuses the key is one warning, without the key', async () => {
  relay.behave({ status: 403 })
  const client = createClient({ ...relay.options })
  for (let i = 0; i < 2; i++) {
    client.capture({ level: 'info', body: 'x' })
    await client.flush()
  }
  await client.close()

  expect(await emitted()).toEqual([
    `LOGS_TO_SENTRY_REFUSED: logs-to-sentry: project 1 at 127.0.0.1:${relay.port} answered 403: ` +
      'logs are lost until the DSN is right',
  ])
})

it('an answer that has nothing to do with the DSN is no warning', async () => {
  relay.behave([{ status: 500, once: true }, { status: 400 }])
  const client = createClient({ ...relay.options })
  for (let i = 0; i < 2; i++) {
    client.capture({ level: 'info', body: 'x' })
    await client.flush()
  }
  await client.close()

  expect(client.stats.dropped).toEqual({ send_error: 2 })
  expect(await emitted()).toEqual([])
})

describe('without a usable DSN', () => {
  it('logging goes on, and one warning says why nothing is sent', async () => {
    for (let i = 0; i < 3; i++) {
      const client = createClient()
      client.capture({ level: 'info', body: 'x' })
      expect(client.enabled).toBe(false)
    }

    expect(await emitted()).toEqual([
      'LOGS_TO_SENTRY_DSN: logs-to-sentry: no DSN is given: set SENTRY_DSN or the option dsn. ' +
        'Logs are not sent to Sentry.',
    ])
  })

  it('each distinct DSN warns once, never with its key in full', async () => {
    const key = 'b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a'
    for (const dsn of [
      `https://${key}@host/project`,
      `https://${key}@host/project`,
      `ftp://${key}@h/1`,
    ]) {
      createClient({ dsn })
    }

    const messages = await emitted()
    expect(messages).toHaveLength(2)
    expect(messages.join('\n')).not.toContain(key)
  })
})
