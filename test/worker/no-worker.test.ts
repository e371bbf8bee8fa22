import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'tsdown'
import { describe, expect, it } from 'vitest'
import { startRelay } from '../support/relay.ts'
import { runNode } from '../support/run-node.ts'

const core = new URL('../../packages/core/dist/index.mjs', import.meta.url)

const program = (url: string, dsn: string): string => `
  import { flush, init, logger } from ${JSON.stringify(url)}
  const client = init({ dsn: ${JSON.stringify(dsn)}, shutdownTimeoutMs: 9000 })
  logger.info('one')
  logger.info('two')
  console.log(await flush(), client.stats.delivered)
  logger.info('at the end')`

/** Bundles core into one file that has no package beside it. */
async function bundle(folder: string): Promise<string> {
  await build({
    config: false,
    logLevel: 'error',
    entry: { app: core.pathname },
    outDir: folder,
    dts: false,
    platform: 'node',
    target: 'node20.19',
    deps: { alwaysBundle: /./ },
  })
  return join(folder, 'app.mjs')
}

describe('where no worker can start', () => {
  it('a bundled application delivers in its own thread, after one warning', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'logs-to-sentry-bundle-'))
    try {
      await using relay = await startRelay()
      const { stdout, stderr, code } = await runNode(program(await bundle(folder), relay.dsn))

      expect(stderr.match(/LOGS_TO_SENTRY_WORKER/g)).toHaveLength(1)
      expect([stdout, code]).toEqual(['true 2', 0])
      expect(relay.logs.map(({ body }) => body)).toEqual(['one', 'two', 'at the end'])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('because threads are forbidden, the application delivers in its own, after one warning', async () => {
    await using relay = await startRelay()
    const permission = [
      process.allowedNodeEnvironmentFlags.has('--permission')
        ? '--permission'
        : '--experimental-permission',
      '--allow-fs-read=*',
    ]
    const { stdout, stderr, code } = await runNode(program(core.href, relay.dsn), permission)

    expect(stderr.match(/LOGS_TO_SENTRY_WORKER/g)).toHaveLength(1)
    expect([stdout, code]).toEqual(['true 2', 0])
    expect(relay.logs.map(({ body }) => body)).toEqual(['one', 'two', 'at the end'])
  })
})
