import { expect, it } from 'vitest'
import { startRelay } from '../support/relay.ts'
import { runNode } from '../support/run-node.ts'

const core = new URL('../../packages/core/dist/index.mjs', import.meta.url).href

it.each([
  ['calls process.exit()', true],
  ['runs out', true],
  ['calls process.exit()', false],
  ['runs out', false],
])(
  'a process that %s while the endpoint hangs is told of what it loses, with worker: %s',
  async (ending, worker) => {
    await using relay = await startRelay()
    relay.behave({ hang: true })
    const options = { dsn: relay.dsn, worker, shutdownTimeoutMs: 300 }

    const { stdout } = await runNode(`
      import { writeSync } from 'node:fs'
      import { init, logger } from ${JSON.stringify(core)}
      const client = init({
        ...${JSON.stringify(options)},
        onDrop: ({ reason, logs }) => writeSync(1, reason + ' ' + logs + '\\n'),
      })
      for (let line = 0; line < 250; line += 1) logger.info('line ' + line)
      if (${JSON.stringify(ending)} !== 'runs out') process.exit()`)

    const told = stdout.split('\n').map((line) => line.split(' '))
    expect(new Set(told.map(([reason]) => reason))).toEqual(new Set(['network_error']))
    expect(told.reduce((sum, [, logs]) => sum + Number(logs), 0)).toBe(250)
  },
)

it('a process that exits in its first turn and must not wait is told of what it loses', async () => {
  const { stdout } = await runNode(`
    import { writeSync } from 'node:fs'
    import { init, logger } from ${JSON.stringify(core)}
    init({
      dsn: 'http://key@127.0.0.1:9/1',
      shutdownTimeoutMs: 0,
      onDrop: ({ reason, logs }) => writeSync(1, reason + ' ' + logs + '\\n'),
    })
    logger.info('one')
    logger.info('two')
    process.exit()`)

  expect(stdout).toBe('network_error 2')
})
