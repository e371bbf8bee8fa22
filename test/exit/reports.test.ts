import { describe, expect, it } from 'vitest'
import { startRelay, type Relay } from '../support/relay.ts'
import { runNode } from '../support/run-node.ts'

const core = new URL('../../packages/core/dist/index.mjs', import.meta.url).href

/** Runs code that has core's exports and a client, and tells how many workers the process had. */
const run = async (relay: Relay, options: object, code: string): Promise<number> => {
  const { stdout } = await runNode(`
    import { writeSync } from 'node:fs'
    import { flush, init, logger } from ${JSON.stringify(core)}
    let workers = 0
    process.on('worker', () => (workers += 1))
    const client = init({ dsn: ${JSON.stringify(relay.dsn)}, shutdownTimeoutMs: 9000, ...${JSON.stringify(options)} })
    // After all listeners of exit.
    const { reallyExit } = process
    process.reallyExit = (code) => {
      writeSync(1, String(workers))
      reallyExit.call(process, code)
    }
    ${code}`)
  return Number(stdout)
}

const reported = (relay: Relay): readonly unknown[] =>
  relay.reports
    .flatMap((report) => report.discarded_events)
    .filter(({ category }) => category === 'log_item')

describe.each([true, false])('with worker: %s, process.exit()', (worker) => {
  it.each(['process.exit()', 'setTimeout(() => process.exit(), 300)'])(
    'after lines that were all sampled out reports them: %s',
    async (ending) => {
      await using relay = await startRelay()
      const code = `for (let line = 0; line < 3; line += 1) logger.info('out'); ${ending}`

      await run(relay, { worker, sampleRate: 0 }, code)

      expect(reported(relay)).toEqual([
        { reason: 'sample_rate', category: 'log_item', quantity: 3 },
      ])
      expect(relay.envelopes).toHaveLength(1)
    },
  )

  it('after lines that the server refused reports them', async () => {
    await using relay = await startRelay()
    relay.behave({ status: 500, once: true })

    await run(
      relay,
      { worker },
      `logger.error('refused')
       // Before it is known that the server will be told.
       setInterval(() => client.stats.queued === 0 && process.exit(), 1)`,
    )

    expect(reported(relay)).toEqual([{ reason: 'send_error', category: 'log_item', quantity: 1 }])
  })

  it('when all was reported starts and sends nothing', async () => {
    await using relay = await startRelay()

    const workers = await run(
      relay,
      { worker, sampleRate: 0 },
      `logger.info('out'); await flush(); process.exit()`,
    )

    expect(workers).toBe(worker ? 1 : 0)
    expect(relay.envelopes).toHaveLength(1)
  })

  it.each([
    ['nothing was logged', {}, ''],
    ['nobody wants reports', { sampleRate: 0, sendClientReports: false }, `logger.info('out')`],
  ])('when %s starts and sends nothing', async (_what, options, code) => {
    await using relay = await startRelay()

    expect(await run(relay, { worker, ...options }, `${code}; process.exit()`)).toBe(0)
    expect(relay.envelopes).toEqual([])
  })
})
