import { describe, expect, it } from 'vitest'
import { startStuck } from '../support/hostile/stuck.ts'
import { startRelay } from '../support/relay.ts'

const timeoutMs = 15_000

describe('while the application blocks its event loop', () => {
  it.concurrent('the worker delivers what was logged before', async () => {
    await using relay = await startRelay()
    using program = startStuck(`
      init({ dsn: ${JSON.stringify(relay.dsn)}, flushIntervalMs: 100 })
      for (let line = 0; line < 500; line += 1) logger.info('line ' + line)
      setImmediate(stick)`)

    await relay.waitForLogs(500, timeoutMs)

    program.goOn()
    expect(await program.output).toBe('')
  })

  it.concurrent('the worker delivers what is logged meanwhile', async () => {
    await using relay = await startRelay()
    using program = startStuck(`
      init({ dsn: ${JSON.stringify(relay.dsn)}, flushIntervalMs: 100 })
      logger.info('one')
      sleep(200)
      logger.info('two')
      stick()`)

    await relay.waitForLogs(2, timeoutMs)

    program.goOn()
    expect(await program.output).toBe('')
  })
})

describe('after the application has blocked its event loop, in the thread that delivers', () => {
  it.concurrent('nothing is lost', async () => {
    await using relay = await startRelay()
    using program = startStuck(`
      init({ dsn: ${JSON.stringify(relay.dsn)}, worker: false, flushIntervalMs: 100, shutdownTimeoutMs: 9000 })
      for (let line = 0; line < 500; line += 1) logger.info('line ' + line)
      setImmediate(sleep, 3000)`)

    expect(await program.output).toBe('')
    expect(new Set(relay.logs.map(({ body }) => body)).size).toBe(500)
  })

  it.concurrent('an answer that came in time is read, though its time is over', async () => {
    await using relay = await startRelay()
    using program = startStuck(`
      import { subscribe } from 'node:diagnostics_channel'
      const client = init({ dsn: ${JSON.stringify(relay.dsn)}, worker: false, requestTimeoutMs: 500 })
      logger.info('hi')
      subscribe('undici:request:bodySent', () => setImmediate(() => {
        stick()
        sleep(600)
      }))
      console.log(await flush(9000), client.stats.delivered)`)
    await relay.waitForEnvelopes(1, timeoutMs)

    program.goOn()

    expect(await program.output).toBe('true 1\n')
    expect(relay.envelopes).toHaveLength(1)
  })
})
