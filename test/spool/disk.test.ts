import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startRelay } from '../support/relay.ts'
import { SpoolFiles } from '../support/spool/files.ts'
import { Program } from '../support/spool/program.ts'

const warnings = (stderr: string): string[] =>
  stderr.split('\n').filter((line) => line.includes('LogsToSentryWarning'))

it.each(["pino's worker", 'winston', 'logger.*'])(
  '%s: a full disk is one warning, and delivery goes on from memory',
  async (logger) => {
    await using relay = await startRelay()
    using files = new SpoolFiles()
    relay.behave({ status: 503 })
    const options = {
      dsn: relay.dsn,
      spool: { directory: files.directory },
      shutdownTimeoutMs: 9000,
    }
    // No file may grow: what a disk does that is full.
    await using program = new Program(logger, 'line', options, [], '-f 0')
    for (let batch = 0; batch < 5; batch += 1) {
      await program.log(150)
      await setTimeout(400)
    }
    relay.behave('normal')
    await program.end()

    expect(relay.logs).toHaveLength(750)
    expect(warnings(program.stderr)).toEqual([expect.stringContaining('LOGS_TO_SENTRY_SPOOL')])
    expect(warnings(program.stderr)[0]).toContain('EFBIG')
    expect(files.envelopes).toEqual([])
  },
)

it('a directory that cannot be is one warning at the start, and delivery goes on', async () => {
  await using relay = await startRelay()
  using files = new SpoolFiles()
  const file = join(files.directory, 'file')
  writeFileSync(file, '')
  const options = { dsn: relay.dsn, spool: { directory: join(file, 'below') } }
  await using program = new Program('winston', 'line', options)
  await program.log(10)
  await program.end()

  expect(relay.logs).toHaveLength(10)
  expect(warnings(program.stderr)).toEqual([expect.stringContaining('LOGS_TO_SENTRY_SPOOL')])
  expect(program.stderr).not.toContain(new URL(relay.dsn).username)
})
