import { readFileSync, statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { spooling, until, type Spooling } from '../support/spooling.ts'
import { useSpoolDirectory, type SpoolDirectory } from '../support/spool-directory.ts'

let directory: SpoolDirectory
useSpoolDirectory((made) => {
  directory = made
})

/** An outage: every request fails until `back`. */
function away(played: Spooling): { back: () => void } {
  played.poster.reply = () => 503
  return { back: () => (played.poster.reply = () => 200) }
}

const onDisk = (count: number): Promise<void> =>
  until(() => expect(directory.envelopes).toHaveLength(count))

describe('with a spool', () => {
  it('what is answered quickly never touches the disk', async () => {
    const played = spooling(directory)
    played.poster.reply = () => 200
    await played.add(['one', 'two'])
    await played.delivery.flush(5000)
    await setTimeout(1000)

    expect(played.owner.deliveredLogs).toBe(2)
    expect(directory.all.map((path) => path.slice(directory.path.length))).toEqual(['/here'])
    await played.delivery.close(0)
  })

  it('a lone log is on its way after 0.4 seconds, whatever flushIntervalMs is', async () => {
    const played = spooling(directory, { flushIntervalMs: 30_000 })
    const before = performance.now()
    await played.add(['one'], { severity: 'info' })
    await until(() => expect(played.sent).toEqual([['one']]))

    expect(performance.now() - before).toBeGreaterThanOrEqual(390)
    await played.delivery.close(0)
  })

  it('what has no answer lies in private files, without the key of the DSN', async () => {
    const played = spooling(directory)
    await played.add(['one', 'two'])
    await onDisk(1)

    const [file = ''] = directory.envelopes
    expect(statSync(file).mode & 0o777).toBe(0o600)
    for (const path of directory.all.filter((path) => statSync(path).isDirectory())) {
      expect(statSync(path).mode & 0o777).toBe(0o700)
    }
    expect(readFileSync(file, 'latin1')).not.toContain('b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a')
    await played.delivery.close(0)
  })

  it('the file is gone before the owner hears that its logs are delivered', async () => {
    const played = spooling(directory)
    const left: number[] = []
    played.owner.delivered = () => void left.push(directory.envelopes.length)
    await played.add(['one'])
    await onDisk(1)
    await played.poster.answerOpen(200)
    await until(() => expect(left).toEqual([0]))

    await played.delivery.close(0)
  })

  it('an outage is on disk, not in memory, and is delivered when it is over', async () => {
    const played = spooling(directory)
    const outage = away(played)
    const bodies = Array.from({ length: 30 }, (_, at) => `${at}`)
    for (const body of bodies) await played.add([body])
    await onDisk(30)
    await played.rest()

    expect(played.delivery.queuedBytes).toBe(30 * 512)
    expect(played.delivery.queuedLogs).toBe(30)
    const before = played.sent.length
    outage.back()
    expect(await played.delivery.flush(9000)).toBe(true)
    expect(played.owner).toMatchObject({ deliveredLogs: 30, drops: [] })
    expect(played.sent.slice(before).flat().toSorted()).toEqual(bodies.toSorted())
    expect(directory.envelopes).toEqual([])
    await played.delivery.close(0)
  })

  it('a full queue goes to disk at once', async () => {
    const played = spooling(directory, { maxQueueBytes: 1024 * 1024, compression: 'none' })
    away(played)
    for (let at = 0; at < 20; at += 1) {
      await played.add([`${at} ${'x'.repeat(200_000)}`])
      await until(() => expect(played.delivery.queuedBytes).toBeLessThan(700_000))
    }

    expect(played.owner.drops).toEqual([])
    await played.delivery.close(0)
  })

  it('logs of several owners are still theirs when they come back', async () => {
    const played = spooling(directory)
    const other = spooling(directory)
    const outage = away(played)
    await played.add(['mine'], { severity: 'info' })
    await played.add(['yours'], { severity: 'info', owner: other.owner })
    await played.add(['mine too'])
    await onDisk(1)
    outage.back()
    await played.delivery.flush(9000)

    expect(played.owner).toMatchObject({ deliveredLogs: 2, deliveredBytes: 12 })
    expect(other.owner).toMatchObject({ deliveredLogs: 1, deliveredBytes: 5 })
    await played.delivery.close(0)
    await other.delivery.close(0)
  })

  it('what the server refuses, or has counted itself, leaves no file', async () => {
    const played = spooling(directory)
    await played.add(['refused'])
    await played.add(['counted'])
    await onDisk(2)
    const [refused, counted] = played.poster.open
    await refused?.answer(403)
    await counted?.answer(429)
    await until(() => expect(played.owner.reasons).toEqual({ send_error: 1, rate_limited: 1 }))

    expect(directory.envelopes).toEqual([])
    await played.delivery.close(0)
  })

  it('what is sealed stays on disk for as long as the server wants silence', async () => {
    const played = spooling(directory)
    played.poster.reply = () => undefined
    await played.add(['one'])
    await played.add(['two'])
    await onDisk(2)
    await played.poster.open[0]?.answer(200, { rateLimits: '2:log_item:organization' })
    await played.poster.open[0]?.fail()
    await until(() => expect(directory.envelopes).toHaveLength(1))
    expect(played.sent).toEqual([['one'], ['two']])
    await until(() => expect(played.sent).toHaveLength(3))

    expect(played.sent[2]).toEqual(['two'])
    await played.delivery.close(0)
  })

  it('a batch that is searched for its culprit stays on disk until each half is settled', async () => {
    const played = spooling(directory)
    await played.add(['good', 'bad'])
    await played.rest()
    const flushed = played.delivery.flush(9000)
    await until(() => expect(played.poster.open).toHaveLength(1))
    await played.poster.answerOpen(413)
    expect(directory.envelopes).toHaveLength(1)
    await until(() => expect(played.poster.open).toHaveLength(2))
    await played.poster.open[0]?.answer(200)
    expect(directory.envelopes.length).toBeGreaterThanOrEqual(1)
    await played.poster.open[0]?.answer(413)
    await flushed

    expect(played.owner.reasons).toEqual({ send_error: 1 })
    expect(played.owner.deliveredLogs).toBe(1)
    expect(directory.envelopes).toEqual([])
    await played.delivery.close(0)
  })

  it('for a tunnel the DSN is left out of the file and is in the envelope again', async () => {
    const envelopeDsn = 'https://0123456789abcdef0123456789abcdef@sentry.example/7'
    const played = spooling(directory, { envelopeDsn, compression: 'none' })
    const outage = away(played)
    await played.add(['one'])
    await onDisk(1)
    const file = readFileSync(directory.envelopes[0] ?? '', 'latin1')
    outage.back()
    await played.delivery.flush(9000)

    expect(file).toContain('"body":"one"')
    expect(file).not.toContain('0123456789abcdef')
    expect(played.poster.logRequests.map(({ header }) => header)).toEqual(
      played.sent.map(() => expect.objectContaining({ dsn: envelopeDsn })),
    )
    await played.delivery.close(0)
  })
})
