import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startRelay, type Relay } from '../support/relay.ts'
import { SpoolFiles } from '../support/spool/files.ts'
import { Program } from '../support/spool/program.ts'

const bodiesOf = (relay: Relay, prefix: string): string[] =>
  relay.logs.map(({ body }) => body).filter((body) => body.startsWith(prefix))

const lines = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix} ${at + 1}`)

describe.concurrent.each([
  ["pino's worker", {}],
  ['pino', {}],
  ['winston', {}],
  ['logger.*', { worker: false }],
])('%s %o', (logger, more) => {
  it.each([
    ['that answers', 'normal'],
    ['that is away', { status: 503 }],
    ['that does not answer', { hang: true }],
  ] as const)(
    'after SIGKILL under load, with an endpoint %s, what was logged a second before arrives after the restart',
    async (_name, behaviour) => {
      await using relay = await startRelay()
      using files = new SpoolFiles()
      relay.behave(behaviour)
      const options = { ...more, dsn: relay.dsn, spool: { directory: files.directory } }
      await using first = new Program(logger, 'first', options)
      await first.order('load')
      // The moment does not matter.
      await relay.waitForEnvelopes(3, 15_000)
      await setTimeout(2000 + Math.random() * 1000)
      const killedAt = Date.now()
      await first.kill()
      // What the dead process has sent is not to be read as if the endpoint were back.
      await relay.close()
      await using back = await startRelay({ port: relay.port })
      await using second = new Program(logger, 'second', { ...options, shutdownTimeoutMs: 9000 })
      await second.log(1)
      await second.end()

      // On a busy machine a second is longer for the one that is killed.
      const secondMs = 1000 + first.longestPauseMs
      const must = lines('first', first.linesUntil(killedAt - secondMs))
      const arrived = [...bodiesOf(relay, 'first'), ...bodiesOf(back, 'first')]
      expect(must.length).toBeGreaterThan(0)
      expect(must.filter((body) => !arrived.includes(body))).toEqual([])
      // An answer that was lost is the only reason to send something twice.
      const twice = arrived.filter((body, at) => arrived.indexOf(body) !== at)
      expect(behaviour === 'normal' ? [] : twice).toEqual([])
      expect(bodiesOf(back, 'second')).toEqual(['second 1'])
      expect(files.envelopes).toEqual([])
      expect(back.problems).toEqual([])
    },
  )
})

it.concurrent('a default-handled SIGTERM loses nothing that pino’s worker had for a second', async () => {
  await using relay = await startRelay()
  using files = new SpoolFiles()
  relay.behave({ hang: true })
  const options = { dsn: relay.dsn, spool: { directory: files.directory } }
  await using first = new Program("pino's worker", 'first', options)
  await first.log(250)
  await relay.waitForEnvelopes(3, 15_000)
  await setTimeout(1000)
  first.signal('SIGTERM')
  await first.ended()
  relay.behave('normal')
  await using second = new Program("pino's worker", 'second', {
    ...options,
    shutdownTimeoutMs: 9000,
  })
  await second.log(1)
  await second.end()

  expect(bodiesOf(relay, 'first').toSorted()).toEqual(lines('first', 250).toSorted())
})

it.concurrent('what is left when shutdownTimeoutMs runs out is on disk, and the next process delivers it', async () => {
  await using relay = await startRelay()
  using files = new SpoolFiles()
  relay.behave({ hang: true })
  const options = { dsn: relay.dsn, spool: { directory: files.directory } }
  for (const logger of ['winston', "pino's worker", 'bunyan']) {
    await using first = new Program(logger, logger, { ...options, shutdownTimeoutMs: 400 })
    await first.log(250)
    await first.order('exit')
    await first.ended()
    expect([logger, first.exitCode]).toEqual([logger, 0])
  }
  relay.behave('normal')
  await using second = new Program('winston', 'second', { ...options, shutdownTimeoutMs: 9000 })
  await second.log(1)
  await second.end()

  for (const logger of ['winston', "pino's worker", 'bunyan']) {
    expect(new Set(bodiesOf(relay, logger))).toEqual(new Set(lines(logger, 250)))
  }
  expect(files.envelopes).toEqual([])
})

it.concurrent('where threads are forbidden, process.exit() leaves on disk what the next process delivers', async () => {
  await using relay = await startRelay()
  using files = new SpoolFiles()
  relay.behave({ hang: true })
  const options = { dsn: relay.dsn, spool: { directory: files.directory }, worker: false }
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission'
  const flags = [permission, '--allow-fs-read=*', `--allow-fs-write=${files.directory}/*`]
  await using first = new Program('logger.*', 'first', options, flags)
  await first.log(250)
  await first.order('exit')
  await first.ended()
  relay.behave('normal')
  await using second = new Program('logger.*', 'second', { ...options, shutdownTimeoutMs: 9000 })
  await second.log(1)
  await second.end()

  expect(first.stderr).not.toContain('LogsToSentry')
  expect(new Set(bodiesOf(relay, 'first'))).toEqual(new Set(lines('first', 250)))
})
