import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { encodedLog } from '../support/delivering.ts'
import { spooling, until } from '../support/spooling.ts'
import { useSpoolDirectory, type SpoolDirectory } from '../support/spool-directory.ts'

let directory: SpoolDirectory
useSpoolDirectory((made) => {
  directory = made
})

const onDisk = (count: number): Promise<void> =>
  until(() => expect(directory.envelopes).toHaveLength(count))

describe('close', () => {
  it('leaves on disk what it cannot deliver in time, for the next one to send', async () => {
    const first = spooling(directory)
    await first.add(['under way'])
    first.delivery.add(encodedLog({ body: 'in the open batch', owner: first.owner }))
    expect(await first.delivery.close(50)).toBe(false)

    expect(first.owner).toMatchObject({ spooledLogs: 2, deliveredLogs: 0, drops: [] })
    expect(first.delivery.queuedLogs).toBe(0)
    expect(directory.envelopes).toHaveLength(2)
    const second = spooling(directory)
    second.poster.reply = () => 200
    expect(await second.delivery.flush(9000)).toBe(true)
    expect(second.sent.flat().toSorted()).toEqual(['in the open batch', 'under way'])
    expect(second.owner.deliveredLogs).toBe(0)
    expect(directory.envelopes).toEqual([])
    await second.delivery.close(0)
  })

  it('leaves on disk what the server does not want yet', async () => {
    const first = spooling(directory)
    await first.add(['one'])
    await first.add(['two'])
    await first.poster.open[0]?.answer(200, { rateLimits: '60:log_item:organization' })
    await first.poster.open[0]?.fail()
    expect(await first.delivery.close(1000)).toBe(false)

    expect(first.owner).toMatchObject({ deliveredLogs: 1, spooledLogs: 1, drops: [] })
    expect(directory.envelopes).toHaveLength(1)
  })

  it('leaves nothing behind when all was delivered', async () => {
    const first = spooling(directory)
    await first.add(['one'])
    await onDisk(1)
    const closed = first.delivery.close(5000)
    await first.poster.answerOpen(200)

    expect(await closed).toBe(true)
    expect(directory.all.map((path) => path.slice(directory.path.length))).toEqual(['/here'])
  })

  it('drops the oldest when not all of it finds room', async () => {
    const first = spooling(directory, {
      spool: directory.settings({ maxBytes: 3 * 4096 }),
      compression: 'none',
    })
    first.poster.reply = () => 503
    for (let at = 0; at < 5; at += 1) await first.add([`${at}`])
    await first.delivery.close(10)

    expect(first.owner).toMatchObject({ spooledLogs: 3, reasons: { cache_overflow: 2 } })
    const second = spooling(directory)
    second.poster.reply = () => 200
    await second.delivery.flush(9000)
    expect(second.sent.flat().toSorted()).toEqual(['2', '3', '4'])
    await second.delivery.close(0)
  })
})

describe('when the thread is about to end', () => {
  it('all that is not settled is put on disk at once, for the next one to send', async () => {
    const first = spooling(directory)
    await first.add(['under way'])
    first.delivery.add(encodedLog({ body: 'in the open batch', owner: first.owner }))

    expect(first.delivery.saveSync()).toBe(0)
    expect(first.owner).toMatchObject({ spooledLogs: 2, drops: [] })
    const second = spooling(directory)
    second.poster.reply = () => 200
    await second.delivery.flush(9000)
    expect(second.sent.flat().toSorted()).toEqual(['in the open batch', 'under way'])
    await second.delivery.close(0)
  })

  it('what is on disk already is left to whoever takes the rest', async () => {
    const first = spooling(directory)
    await first.add(['on disk'])
    await first.rest()
    first.delivery.add(encodedLog({ body: 'not yet', owner: first.owner }))
    const rest = first.delivery.takeAll()

    expect(rest.map(({ shares }) => shares.logs)).toEqual([1])
    expect(first.owner.spooledLogs).toBe(1)
    const second = spooling(directory)
    second.poster.reply = () => 200
    second.delivery.adopt(rest)
    await second.delivery.flush(9000)
    expect(second.sent.flat().toSorted()).toEqual(['not yet', 'on disk'])
    expect(first.owner.deliveredLogs).toBe(1)
    await second.delivery.close(0)
  })
})

describe('flush', () => {
  it('is true when all that was captured here is delivered, whatever others left', async () => {
    const first = spooling(directory)
    await first.add(['of others'])
    await first.delivery.close(0)
    const second = spooling(directory)
    await second.add(['own'])
    await until(() => expect(second.sent).toHaveLength(2))
    const own = second.sent.findIndex(([body]) => body === 'own')
    const flushed = second.delivery.flush(200)
    await second.poster.open[own]?.answer(200)

    expect(await flushed).toBe(true)
    expect(second.owner.deliveredLogs).toBe(1)
    await second.delivery.close(0)
  })

  it('puts on disk before its time is over what it could not deliver', async () => {
    const first = spooling(directory)
    await first.add(['one'])

    expect(await first.delivery.flush(400)).toBe(false)
    expect(directory.envelopes).toHaveLength(1)
    await setTimeout(0)
    await first.delivery.close(0)
  })
})
