import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { createClient, type Drop } from '@logs-to-sentry/core'
import { describe, expect, it } from 'vitest'
import { startRelay, type Relay } from '../support/relay.ts'
import { runNode } from '../support/run-node.ts'
import { SpoolFiles } from '../support/spool/files.ts'

const core = new URL('../../packages/core/dist/index.mjs', import.meta.url).href

/** Code that has core's exports, `dsn` and `options`, and the workers that were started in `workers`. */
const program = (relay: Relay, code: string): string => `
  import { createClient, close, flush, init, logger } from ${JSON.stringify(core)}
  import { once } from 'node:events'
  const dsn = ${JSON.stringify(relay.dsn)}
  const options = { dsn, shutdownTimeoutMs: 9000 }
  const workers = []
  process.on('worker', (worker) => workers.push(worker))
  // As soon as it starts: in the same turn, before anything was written to it.
  const started = once(process, 'worker')
  // A worker of ours does not do that.
  const alive = (promise) => {
    const timer = setInterval(() => {}, 1000)
    return promise.finally(() => clearInterval(timer))
  }
  ${code}`

const bodiesOf = (relay: Relay): readonly string[] => relay.logs.map(({ body }) => body)

const preload = 'data:text/javascript,console.log(1)'

describe('the delivery worker', () => {
  it('starts when the first log is flushed, once for all clients that deliver the same way', async () => {
    await using relay = await startRelay()
    const { stdout } = await runNode(
      program(
        relay,
        `const clients = [createClient(options), createClient(options)]
         const before = workers.length
         for (const client of clients) client.capture({ level: 'info', body: 'hi' })
         await flush()
         console.log(JSON.stringify([before, workers.length, ...clients.map((client) => client.stats)]))`,
      ),
    )

    const stats = { captured: 1, delivered: 1, dropped: {}, queued: 0, spooled: 0, queuedBytes: 0 }
    expect(JSON.parse(stdout)).toEqual([0, 1, stats, stats])
    expect(relay.envelopes).toHaveLength(1)
  })

  it('tells what it refuses of one turn together', async () => {
    await using relay = await startRelay()
    relay.behave({ status: 429, headers: { 'x-sentry-rate-limits': '60:log_item' } })
    const drops: Drop[] = []
    const client = createClient({ dsn: relay.dsn, onDrop: (drop) => drops.push(drop) })
    client.capture({ level: 'info', body: 'the first' })
    await client.flush(9000)
    for (let line = 0; line < 1000; line += 1) client.capture({ level: 'info', body: 'refused' })
    await client.flush(9000)

    expect(client.stats.dropped).toEqual({ rate_limited: 1, ratelimit_backoff: 1000 })
    expect(drops.length).toBeLessThan(50)
    await client.close()
  })

  it('ends when its last client is closed', async () => {
    await using relay = await startRelay()
    const { stdout } = await runNode(
      program(
        relay,
        `const client = init(options)
         logger.info('hi')
         const [worker] = await started
         const exited = once(worker, 'exit')
         const closed = await client.close()
         await alive(exited)
         console.log(closed)`,
      ),
    )

    expect(stdout).toBe('true')
    expect(bodiesOf(relay)).toEqual(['hi'])
  })

  it('is waited for without end where a flush is given all the time there is', async () => {
    await using relay = await startRelay()
    const { stdout } = await runNode(
      program(
        relay,
        `const client = init(options)
         logger.info('hi')
         console.log(await client.flush(Infinity), client.stats.delivered)`,
      ),
    )

    expect(stdout).toBe('true 1')
  })

  it('tells the application of losses, with their reason', async () => {
    await using relay = await startRelay()
    relay.behave({ status: 500 })
    const { stdout } = await runNode(
      program(
        relay,
        `const client = init({ ...options, onDrop: ({ reason, logs, error }) => console.log(reason, logs, error.message) })
         logger.info('hi')
         await flush()
         console.log(JSON.stringify(client.stats.dropped))`,
      ),
    )

    expect(stdout.split('\n')).toEqual([
      'send_error 1 the endpoint answered 500',
      '{"send_error":1}',
    ])
  })

  it('lets the process warn of a DSN that is not known', async () => {
    await using relay = await startRelay()
    relay.behave({ status: 403 })
    const { stderr } = await runNode(program(relay, `init(options); logger.info('hi')`))

    expect(stderr).toMatch(/LOGS_TO_SENTRY_REFUSED.*answered 403/)
  })

  it('writes what it does to stderr where debug is on', async () => {
    await using relay = await startRelay()
    const { stderr } = await runNode(
      program(relay, `init({ ...options, debug: true }); logger.info('hi')`),
    )

    expect(stderr).toContain('delivered 1 log')
  })

  it.each([
    ['the command', ['--import', preload], {}],
    ['NODE_OPTIONS', [], { NODE_OPTIONS: `--import ${preload}` }],
  ])('does not run the preloads of %s', async (_where, flags, env) => {
    await using relay = await startRelay()
    const { stdout } = await runNode(program(relay, `init(options); logger.info('hi')`), flags, env)

    expect(stdout).toBe('1')
    expect(bodiesOf(relay)).toEqual(['hi'])
  })
})

describe('when the worker dies', () => {
  it('before it has read anything, every line is delivered from the application’s thread', async () => {
    await using relay = await startRelay()
    const { stdout, stderr } = await runNode(
      program(
        relay,
        `const client = init(options)
         logger.info('first')
         await started
         await alive(workers[0].terminate())
         logger.info('second')
         console.log(await client.flush(), JSON.stringify(client.stats), workers.length)`,
      ),
    )

    const stats = { captured: 2, delivered: 2, dropped: {}, queued: 0, spooled: 0, queuedBytes: 0 }
    expect(stdout).toBe(`true ${JSON.stringify(stats)} 1`)
    expect(bodiesOf(relay)).toEqual(['first', 'second'])
    expect(stderr.match(/LOGS_TO_SENTRY_WORKER/g)).toHaveLength(1)
  })

  it('what it held is lost and counted, and what comes later is delivered', async () => {
    await using relay = await startRelay()
    relay.behave({ hang: true })
    const started = once(process, 'worker')
    const drops: Drop[] = []
    const client = createClient({
      dsn: relay.dsn,
      maxBatchLogs: 1,
      shutdownTimeoutMs: 9000,
      onDrop: (drop) => drops.push(drop),
    })
    client.capture({ level: 'info', body: 'held' })
    const [worker]: Worker[] = await started
    await relay.waitForEnvelopes(1, 15_000)
    await worker?.terminate()
    relay.behave('normal')
    client.capture({ level: 'info', body: 'later' })

    expect(await client.close()).toBe(true)
    expect(drops).toMatchObject([{ reason: 'internal_sdk_error', logs: 1 }])
    expect(client.stats).toMatchObject({ captured: 2, delivered: 1, queued: 0 })
    expect(bodiesOf(relay)).toEqual(['later'])
    expect(relay.reports.flatMap((report) => report.discarded_events)).toContainEqual({
      reason: 'internal_sdk_error',
      category: 'log_item',
      quantity: 1,
    })
  })

  it('what it had on disk is spooled, and sent by the next process', async () => {
    await using relay = await startRelay()
    using files = new SpoolFiles()
    relay.behave({ hang: true, times: 1 })
    const start = `const client = init({
      ...options,
      spool: { directory: ${JSON.stringify(files.directory)} },
      onDrop: ({ reason, logs }) => console.log(reason, logs),
    })`

    const { stdout } = await runNode(
      program(
        relay,
        `import { readdirSync } from 'node:fs'
         ${start}
         logger.info('kept')
         const isKept = () => readdirSync(${JSON.stringify(files.directory)}, { recursive: true })
           .some((name) => name.endsWith('.envelope'))
         await alive(new Promise((done) => setInterval(() => isKept() && done(), 5)))
         // By then it is known that the first one lies there.
         logger.info('second')
         await alive(new Promise((done) => setInterval(() => client.stats.delivered && done(), 5)))
         await alive(workers[0].terminate())
         await flush()
         console.log(JSON.stringify(client.stats))
         process.exit()`,
      ),
    )
    await runNode(program(relay, `${start}; await client.close()`))

    expect(JSON.parse(stdout)).toMatchObject({ captured: 2, delivered: 1, dropped: {}, spooled: 1 })
    expect(bodiesOf(relay)).toEqual(['second', 'kept'])
  })

  it('and a burst comes before that is known, the burst is bounded like any other', async () => {
    await using relay = await startRelay()
    const started = once(process, 'worker')
    const client = createClient({ dsn: relay.dsn, maxQueueBytes: 1_048_576 })
    client.capture({ level: 'info', body: 'first' })
    const [worker]: Worker[] = await started
    await client.flush()
    relay.behave({ hang: true })
    void worker?.terminate()
    // Twice what may be on its way.
    for (let line = 0; line < 1000; line += 1) {
      client.capture({ level: 'info', body: randomBytes(4096).toString('hex') })
    }

    const { captured, delivered, queued, dropped } = client.stats
    const refused = dropped.queue_overflow ?? 0
    expect(refused).toBeGreaterThan(0)
    expect(delivered + queued + refused).toBe(captured)
    await client.close(0)
    // A worker that does not read is waited for, ten seconds.
  }, 60_000)

  it('while a client closes, what it had not read is delivered all the same', async () => {
    await using relay = await startRelay()
    const { stdout } = await runNode(
      program(
        relay,
        `const client = init(options)
         logger.info('last words')
         await started
         const closing = client.close()
         void workers[0].terminate()
         console.log(await alive(closing), client.stats.delivered)`,
      ),
    )

    expect(stdout).toBe('true 1')
    expect(bodiesOf(relay)).toEqual(['last words'])
  })
})
