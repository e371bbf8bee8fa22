import { describe, expect, it } from 'vitest'
import { watch } from '../support/hostile/watch.ts'
import { startRelay } from '../support/relay.ts'

const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'
const all = ['logger.*', 'winston as CommonJS', 'bunyan', 'pino', "pino's worker"]

describe.each([
  // pino itself sets a property of Error.
  [['--frozen-intrinsics'], all.filter((name) => !name.startsWith('pino'))],
  [[permission, '--allow-fs-read=*', '--allow-worker'], all],
])('under %s', (flags, names) => {
  it.concurrent.each(names)('%s delivers without a word', async (name) => {
    await using relay = await startRelay()

    const { shown, stderr } = await watch(programOf(name, relay.dsn), { secrets: [], flags })

    expect(stderr).not.toMatch(/sentry/i)
    expect(shown.filter((line) => !isNodes(line))).toEqual([])
    expect(relay.logs.map(({ body }) => body)).toEqual(['one', 'two'])
  })
})

// pino's own transport needs a thread.
it.concurrent.each(all.filter((name) => !['logger.*', "pino's worker"].includes(name)))(
  'where threads are forbidden, %s delivers after one warning',
  async (name) => {
    await using relay = await startRelay()

    const flags = [permission, '--allow-fs-read=*']
    const { shown } = await watch(programOf(name, relay.dsn), { secrets: [], flags })

    expect(shown.filter((line) => !isNodes(line))).toEqual(['warned LOGS_TO_SENTRY_WORKER'])
    expect(relay.logs.map(({ body }) => body)).toEqual(['one', 'two'])
  },
)

const programOf = (name: string, dsn: string): string => `
  const log = await loggers[${JSON.stringify(name)}](${JSON.stringify({ dsn, shutdownTimeoutMs: 9000 })})
  log('one')
  log('two')`

/** Node warns of its own flags. */
const isNodes = (line: string): boolean =>
  /^warned (ExperimentalWarning|SecurityWarning|PERM\d+)$/.test(line)
