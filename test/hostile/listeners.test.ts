import { describe, expect, it } from 'vitest'
import { watch } from '../support/hostile/watch.ts'
import { startRelay } from '../support/relay.ts'

const secrets = ['b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a']
const thirty = (name: string, options: string): string => `
  for (let number = 0; number < 30; number += 1) {
    const log = await loggers[${JSON.stringify(name)}](${options})
    log('line ' + number)
  }
  show('flushed', await flush(9000))`

describe.each(['logger.*', 'winston', 'bunyan', 'pino'])('thirty loggers, %s', (name) => {
  it.concurrent('deliver without a warning of too many listeners', async () => {
    await using relay = await startRelay()
    const options = JSON.stringify({ dsn: relay.dsn, shutdownTimeoutMs: 9000 })

    const { shown, stderr } = await watch(thirty(name, options), { secrets })

    expect([shown, stderr]).toEqual([['flushed true'], ''])
    expect(relay.logs).toHaveLength(30)
  })
})

describe.each(['logger.*', 'winston'])('thirty loggers, %s', (name) => {
  it.concurrent('that deliver each in their own way do so as well', async () => {
    await using relay = await startRelay()
    const options = `{ dsn: ${JSON.stringify(relay.dsn)}, worker: false, flushIntervalMs: 100 + number, shutdownTimeoutMs: 9000 }`

    const { shown, stderr } = await watch(thirty(name, options), { secrets })

    expect([shown, stderr]).toEqual([['flushed true'], ''])
    expect(relay.logs).toHaveLength(30)
  })

  it.concurrent('are warned once, together, when the server knows no such project', async () => {
    await using relay = await startRelay()
    relay.behave({ status: 403 })
    const options = JSON.stringify({ dsn: relay.dsn, maxBatchLogs: 1, shutdownTimeoutMs: 9000 })

    const { shown } = await watch(thirty(name, options), { secrets })

    expect(shown.toSorted()).toEqual(['flushed true', 'warned LOGS_TO_SENTRY_REFUSED'])
  })
})
