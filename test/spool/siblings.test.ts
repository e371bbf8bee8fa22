import { utimesSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { startRelay, type Relay } from '../support/relay.ts'
import { SpoolFiles } from '../support/spool/files.ts'
import { Program } from '../support/spool/program.ts'

const bodiesOf = (relay: Relay, prefix: string): string[] =>
  relay.logs.map(({ body }) => body).filter((body) => body.startsWith(prefix))

const lines = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix} ${at + 1}`)

/** Waits until it is true, for as long as a test may take. */
const until = (isTrue: () => boolean): Promise<unknown> =>
  vi.waitUntil(isTrue, { timeout: 15_000, interval: 20 })

describe('two processes of one directory', () => {
  it('send each its own, and nothing twice', async () => {
    await using relay = await startRelay()
    using files = new SpoolFiles()
    relay.behave({ status: 503 })
    const options = {
      dsn: relay.dsn,
      spool: { directory: files.directory },
      shutdownTimeoutMs: 9000,
    }
    await using one = new Program('winston', 'one', options)
    await using two = new Program('bunyan', 'two', options)
    await Promise.all([one.log(350), two.log(350)])
    await until(() => files.envelopes.length === 8)
    relay.behave('normal')
    await Promise.all([one.end(), two.end()])

    expect(bodiesOf(relay, 'one').toSorted()).toEqual(lines('one', 350).toSorted())
    expect(bodiesOf(relay, 'two').toSorted()).toEqual(lines('two', 350).toSorted())
    expect(files.envelopes).toEqual([])
  })

  it('the one that lives sends what the one that was killed had', async () => {
    await using relay = await startRelay()
    using files = new SpoolFiles()
    relay.behave({ status: 503 })
    const options = { dsn: relay.dsn, spool: { directory: files.directory } }
    await using one = new Program('winston', 'one', options)
    await using two = new Program('winston', 'two', options)
    await Promise.all([one.log(250), two.log(1)])
    await until(() => files.envelopes.length === 4)
    await one.kill()
    relay.behave('normal')
    await until(() => relay.logs.length === 251)

    expect(bodiesOf(relay, 'one').toSorted()).toEqual(lines('one', 250).toSorted())
    await until(() => files.envelopes.length === 0)
  })

  it('one that was frozen for long is taken over, and sends nothing of that when it goes on', async () => {
    await using relay = await startRelay()
    using files = new SpoolFiles()
    relay.behave({ status: 503 })
    const options = { dsn: relay.dsn, spool: { directory: files.directory } }
    await using frozen = new Program('winston', 'frozen', { ...options, debug: true })
    await frozen.log(250)
    await until(() => frozen.stderr.match(/into the spool/g)?.length === 3)
    frozen.signal('SIGSTOP')
    // Its heart has stopped two hours ago.
    const past = new Date(Date.now() - 7_200_000)
    for (const folder of new Set(files.envelopes.map((path) => dirname(path)))) {
      utimesSync(folder, past, past)
    }
    await using other = new Program('winston', 'other', options)
    await other.log(1)
    relay.behave('normal')
    await until(() => bodiesOf(relay, 'frozen').length === 250)
    frozen.signal('SIGCONT')
    await frozen.log(1)
    await frozen.end()

    expect(bodiesOf(relay, 'frozen').toSorted()).toEqual(lines('frozen', 251).toSorted())
    await until(() => files.envelopes.length === 0)
  })
})
