import { createClient } from '@logs-to-sentry/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { watch } from '../support/hostile/watch.ts'
import { startRelay } from '../support/relay.ts'

afterEach(() => void vi.useRealTimers())

const secrets = ['b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a']
const thrower = `() => { throw new Error('mine') }`

/** What an application, a test runner or an agent that instruments it may put in the place of what Node gives. */
const replacements: Readonly<Record<string, string>> = {
  'JSON.stringify': `JSON.stringify = ${thrower}`,
  'Date by a class that tells no time': `globalThis.Date = class {}`,
  'Date by a clock that stands': `globalThis.Date = class extends Date { static now() { return NaN } }`,
  fetch: `globalThis.fetch = ${thrower}`,
  'http.request': `
    const { default: http } = await import('node:http')
    http.request = http.get = ${thrower}
    const { syncBuiltinESMExports } = await import('node:module')
    syncBuiltinESMExports()`,
  'process.nextTick': `
    const { nextTick } = process
    process.nextTick = (run, ...args) => nextTick.call(process, () => run(...args))`,
  'console and stderr': `
    globalThis.console = undefined
    process.stderr.write = ${thrower}`,
  Promise: `globalThis.Promise = class extends Promise {}`,
}

/** In the thread that delivers undici starts with a copy by JSON. */
const throughWorker: ReadonlySet<string> = new Set([
  'JSON.stringify',
  'process.nextTick',
  'Promise',
])

describe.each([true, false])('with worker: %s logs arrive', (worker) => {
  it.concurrent.each(
    Object.entries(replacements).filter(([name]) => worker === throughWorker.has(name)),
  )('where the application replaces %s', async (_name, code) => {
    await using relay = await startRelay()

    const { shown } = await watch(
      `${code}
       init({ dsn: ${JSON.stringify(relay.dsn)}, worker: ${worker}, shutdownTimeoutMs: 9000 })
       logger.info('one {n}', { n: 1, attributes: { list: [1, 2] } })
       show('flushed', await flush())
       logger.error('two')`,
      { secrets },
    )

    expect(shown).toEqual(['flushed true'])
    expect(relay.logs.map(({ body }) => body)).toEqual(['one 1', 'two'])
    expect(relay.problems).toEqual([])
  })

  it('where a test of the application fakes all its timers', async () => {
    await using relay = await startRelay()
    vi.useFakeTimers()
    const client = createClient({ dsn: relay.dsn, worker, shutdownTimeoutMs: 9000 })

    client.capture({ level: 'info', body: 'one' })

    expect(await client.flush()).toBe(true)
    expect(relay.logs.map(({ body }) => body)).toEqual(['one'])
    expect(await client.close()).toBe(true)
  })

  it('where a subscriber of the application throws at each request, for which it alone is told', async () => {
    await using relay = await startRelay()
    const channels = ['create', 'bodySent', 'headers', 'trailers'].map(
      (name) => `undici:request:${name}`,
    )

    const code = `
      import { subscribe } from 'node:diagnostics_channel'
      process.removeAllListeners('uncaughtException')
      process.on('uncaughtException', ({ message }) => show('its own', message))
      for (const channel of ${JSON.stringify(channels)}) subscribe(channel, ${thrower})
      init({ dsn: ${JSON.stringify(relay.dsn)}, worker: ${worker}, shutdownTimeoutMs: 9000 })
      logger.info('one')
      show('flushed', await flush())`
    const { shown } = await watch(code, { secrets })

    expect(shown.filter((line) => line !== 'its own mine')).toEqual(['flushed true'])
    expect(relay.logs.map(({ body }) => body)).toEqual(['one'])
  })
})
