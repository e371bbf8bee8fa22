import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { startRelay } from './support/relay.ts'

const core = new URL('../packages/core/dist/index.mjs', import.meta.url).href

it('debug costs the process nothing when nobody reads its stderr any more', async () => {
  await using relay = await startRelay()
  const options = { dsn: relay.dsn, debug: true, shutdownTimeoutMs: 9000 }
  const source = `
    import { flush, init, logger } from ${JSON.stringify(core)}
    init(${JSON.stringify(options)})
    logger.info('one')
    await flush()
    logger.info('two')`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  child.stderr.destroy()
  await once(child, 'close')

  expect(child.exitCode).toBe(0)
  expect(relay.logs.map(({ body }) => body)).toEqual(['one', 'two'])
})
