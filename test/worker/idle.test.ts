import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { startRelay } from '../support/relay.ts'

const core = new URL('../../packages/core/dist/index.mjs', import.meta.url).href

/** Nothing happens in it any more after its last line: it waits for an input that never comes. */
const program = (options: object): string => `
  import { flush, init, logger } from ${JSON.stringify(core)}
  init(${JSON.stringify(options)})
  logger.info('the worker is there')
  await flush(9000)
  process.stdin.resume()
  setTimeout(() => logger.fatal('the last line'), 10)`

it('a line that has not to wait is sent from a process in which nothing else happens', async () => {
  await using relay = await startRelay()
  const source = program({ dsn: relay.dsn, flushIntervalMs: 30_000 })
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const closed = once(child, 'close')
  try {
    await relay.waitForLogs(1, 15_000)
    // Sooner than the relay gives up a connection, which would be something that happens.
    await relay.waitForLogs(2, 4000)

    expect(relay.logs.map(({ body }) => body)).toEqual(['the worker is there', 'the last line'])
  } finally {
    child.kill('SIGKILL')
    await closed
  }
})
