import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { spooling, until, type Spooling } from '../support/spooling.ts'
import { useSpoolDirectory, type SpoolDirectory } from '../support/spool-directory.ts'

let directory: SpoolDirectory
useSpoolDirectory((made) => {
  directory = made
})

const onDisk = (count: number): Promise<void> =>
  until(() => expect(directory.envelopes).toHaveLength(count))

/** Leaves an envelope for each body, as a process that has ended. */
async function leave(...bodies: readonly string[]): Promise<void> {
  const played = spooling(directory)
  for (const body of bodies) await played.add([body])
  await played.delivery.close(0)
}

/** Starts a delivery that is answered, and waits for it to be done with what was left. */
async function sendLeft(settings: Parameters<typeof spooling>[1] = {}): Promise<Spooling> {
  const played = spooling(directory, settings)
  played.poster.reply = () => 200
  await played.delivery.flush(9000)
  return played
}

describe('files that others left', () => {
  it('are sent, and are nobody’s in the counts', async () => {
    await leave('one', 'two', 'three')
    const played = await sendLeft()

    expect(played.sent.flat().toSorted()).toEqual(['one', 'three', 'two'])
    expect(played.delivery.queuedLogs).toBe(0)
    await played.delivery.close(0)
  })

  it('stay when they are for another project', async () => {
    await leave('one')
    const played = await sendLeft({ spool: directory.settings({ target: 'there' }) })

    expect(played.sent).toEqual([])
    expect(directory.envelopes).toHaveLength(1)
    await played.delivery.close(0)
  })

  it('are set aside when they are torn, and the others are sent', async () => {
    await leave('one', 'two', 'three')
    const [, torn = ''] = directory.envelopes
    truncateSync(torn, statSync(torn).size - 1)
    const played = await sendLeft()
    const [rejected = ''] = directory.rejected

    expect(played.sent.flat().toSorted()).toEqual(['one', 'three'])
    expect(directory.rejected).toHaveLength(1)
    expect(readFileSync(rejected).byteLength).toBeGreaterThan(0)
    expect(played.diagnostics.filter((text) => text.includes('set aside'))).toHaveLength(1)
    await played.delivery.close(0)
  })

  it('are set aside when they are not ours, and the others are sent', async () => {
    await leave('one')
    writeFileSync(join(dirname(directory.envelopes[0] ?? ''), 'notes.txt'), 'mine')
    const played = await sendLeft()
    const [rejected = ''] = directory.rejected

    expect(played.sent).toEqual([['one']])
    expect(readFileSync(rejected, 'utf8')).toBe('mine')
    await played.delivery.close(0)
  })

  it('are counted for the client report when they are torn, or refused', async () => {
    await leave('torn', 'refused')
    const [torn = ''] = directory.envelopes
    truncateSync(torn, 10)
    const played = spooling(directory, { sendClientReports: true })
    played.poster.reply = ({ type }) => (type === 'log' ? 403 : 200)
    await played.delivery.flush(9000)
    await played.delivery.close(5000)

    const [report] = played.poster.reports
    expect(report?.payload).toMatchObject({
      discarded_events: expect.arrayContaining([
        { reason: 'internal_sdk_error', category: 'log_item', quantity: 1 },
        { reason: 'internal_sdk_error', category: 'log_byte', quantity: 4 },
        { reason: 'send_error', category: 'log_item', quantity: 1 },
        { reason: 'send_error', category: 'log_byte', quantity: 7 },
      ]) as unknown,
    })
  })

  it('more of them than are taken over at a time are all sent', async () => {
    const bodies = Array.from({ length: 150 }, (_, at) => `${at}`)
    await leave(...bodies)
    const played = await sendLeft()
    await until(() => expect(played.sent.flat().toSorted()).toEqual(bodies.toSorted()))
    await until(() => expect(directory.envelopes).toEqual([]))

    await played.delivery.close(0)
  })
})

describe('maxBytes', () => {
  it('is never exceeded: the oldest go first, and are counted with their owner', async () => {
    const played = spooling(directory, { spool: directory.settings({ maxBytes: 10 * 4096 }) })
    played.poster.reply = () => 503
    for (let at = 0; at < 25; at += 1) {
      await played.add([`${at}`])
      if (at % 5 === 4) await onDisk(Math.min(at + 1, 10))
    }
    await until(() => expect(played.owner.droppedLogs).toBe(15))

    expect(played.owner.reasons).toEqual({ cache_overflow: 15 })
    await onDisk(10)
    played.poster.reply = () => 200
    const before = played.sent.length
    await played.delivery.flush(9000)
    const kept = played.sent.slice(before).flat().map(Number)
    // One may have been under way, and so not to be given up, when its turn came.
    expect(kept).toHaveLength(10)
    expect(kept).toEqual(expect.arrayContaining(Array.from({ length: 9 }, (_, at) => at + 16)))
    await played.delivery.close(0)
  })

  it('makes room of what others left first, which only the client report counts', async () => {
    await leave(...Array.from({ length: 80 }, (_, at) => `left ${at}`))
    const played = spooling(directory, {
      spool: directory.settings({ maxBytes: 80 * 4096 }),
      sendClientReports: true,
    })
    played.poster.reply = () => 503
    await until(() => expect(played.sent.length).toBeGreaterThan(0))
    await played.add(['own'])
    await until(() => expect(played.diagnostics.join()).toContain('cache_overflow'))

    expect(played.owner.drops).toEqual([])
    await onDisk(80)
    await played.delivery.close(0)
  })
})

describe('a disk that cannot be written', () => {
  it('is told, and delivery goes on from memory', async () => {
    const file = join(directory.path, 'file')
    writeFileSync(file, '')
    const played = spooling(directory, { spool: directory.settings({ directory: file }) })
    await played.add(['one'])
    await until(() => expect(played.failures.length).toBeGreaterThan(1))
    await played.poster.answerOpen(200)
    await played.delivery.flush(5000)

    expect(new Set(played.failures.map(({ message }) => /^\w+/.exec(message)?.[0]))).toEqual(
      new Set(['ENOTDIR']),
    )
    expect(played.owner.deliveredLogs).toBe(1)
    await played.delivery.close(0)
  })

  it('loses at the end what could not be delivered, and counts it', async () => {
    const file = join(directory.path, 'file')
    writeFileSync(file, '')
    const played = spooling(directory, { spool: directory.settings({ directory: file }) })
    await played.add(['one'])
    await played.delivery.close(50)

    expect(played.owner).toMatchObject({ spooledLogs: 0, reasons: { network_error: 1 } })
  })
})
