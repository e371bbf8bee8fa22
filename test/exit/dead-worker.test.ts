import { describe, expect, it } from 'vitest'
import { withStuckWorker } from '../support/exit/dying-worker.ts'
import { inOrder } from '../support/exit/run.ts'
import { startRelay } from '../support/relay.ts'
import { runNode } from '../support/run-node.ts'
import { SpoolFiles } from '../support/spool/files.ts'

const lines = ['first', ...Array.from({ length: 500 }, (_, index) => `line ${index + 1}`)]

describe.each(['without a spool', 'with a spool'])('%s', (spool) => {
  it.each([
    ['in the same turn', 'void worker.terminate(); log(); process.exit()'],
    ['in the next turn', 'void worker.terminate(); log(); setImmediate(() => process.exit())'],
    ['when it hears of that', `void worker.once('exit', () => process.exit()).terminate(); log()`],
    ['by an exception', `void worker.terminate(); log(); throw new Error('mine')`],
  ])(
    'what a worker that was terminated had not read is delivered by a process that ends %s',
    async (_when, code) => {
      await using relay = await startRelay()
      using files = new SpoolFiles()
      const options = spool === 'with a spool' ? { spool: files } : {}

      const { stdout } = await runNode(withStuckWorker(relay, options, '', code))

      expect(stdout).toBe('')
      expect(inOrder(relay.logs)).toEqual(lines)
    },
  )

  it.each(['process.exit(1)', `queueMicrotask(() => { throw new Error('mine') })`])(
    'what a worker that dies of %s while the process waits for it had not read is delivered',
    async (death) => {
      await using relay = await startRelay()
      using files = new SpoolFiles()
      const options = spool === 'with a spool' ? { spool: files } : {}

      const { stdout } = await runNode(
        withStuckWorker(relay, options, death, 'log(); process.exit()'),
      )

      expect(stdout).toBe('')
      expect(inOrder(relay.logs)).toEqual(lines)
    },
  )

  it('a worker that stands still for a while is waited for', async () => {
    await using relay = await startRelay()
    using files = new SpoolFiles()
    const options = spool === 'with a spool' ? { spool: files } : {}

    const { stdout } = await runNode(
      withStuckWorker(
        relay,
        options,
        '',
        `process.on('worker', () => writeSync(1, 'another worker'))
         log(); process.exit()`,
      ),
    )

    expect(stdout).toBe('')
    expect(inOrder(relay.logs)).toEqual(lines)
  })
})
