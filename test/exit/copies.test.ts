import { expect, it } from 'vitest'
import { startRelay } from '../support/relay.ts'
import { runNode } from '../support/run-node.ts'

const dist = new URL('../../packages/core/dist/', import.meta.url)

it.each([[true], [false]])(
  'what was logged through the ESM and the CommonJS copy is delivered at the end, with worker: %s',
  async (worker) => {
    await using relay = await startRelay()
    const options = { dsn: relay.dsn, worker, shutdownTimeoutMs: 9000 }

    await runNode(`
      import { createRequire } from 'node:module'
      import { createClient } from ${JSON.stringify(new URL('index.mjs', dist).href)}
      const require = createRequire(${JSON.stringify(dist.href)})
      const copy = require('./index.cjs')
      const options = ${JSON.stringify(options)}
      const clients = [
        createClient(options),
        // Not the same delivery, so that the copy makes one of its own.
        copy.createClient({ ...options, flushIntervalMs: 4000 }),
      ]
      clients.forEach((client, at) => client.capture({ level: 'info', body: String(at) }))
      process.exit()`)

    expect(relay.logs.map(({ body }) => body).toSorted()).toEqual(['0', '1'])
  },
)
