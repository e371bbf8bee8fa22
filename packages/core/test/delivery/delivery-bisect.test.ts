import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Account } from '../support/delivering.ts'
import { bodiesOf, play, type Play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An endpoint that refuses what holds a log with one of these bodies. */
function refusing(bodies: readonly string[], status = 400): Play {
  const played = play()
  played.poster.reply = (request) =>
    bodiesOf(request).some((body) => bodies.includes(String(body))) ? status : 200
  return played
}

function addNumbered({ add }: Play, count: number): void {
  for (let body = 1; body <= count; body += 1) add(1, { body: String(body) })
}

/** The bodies of all logs that were accepted, in the order they came. */
const accepted = ({ poster }: Play, bad: readonly string[]): unknown[] =>
  poster.logRequests
    .map(bodiesOf)
    .filter((bodies) => !bodies.some((body) => bad.includes(String(body))))
    .flat()

describe.each([400, 413])('%i', (status) => {
  it.each(['1', '42', '50', '51', '100'])('costs only the culprit: log %s', async (bad) => {
    const played = refusing([bad], status)
    const culprit = new Account()
    addNumbered(played, Number(bad) - 1)
    played.add(1, { body: bad, owner: culprit, billedBytes: 1234 })
    for (let body = Number(bad) + 1; body <= 100; body += 1) played.add(1, { body: String(body) })

    expect(await played.delivery.flush(2000)).toBe(true)

    expect(culprit.drops).toEqual([
      {
        reason: 'send_error',
        logs: 1,
        bytes: 1234,
        error: `the endpoint answered ${status}`,
      },
    ])
    expect(played.owner).toMatchObject({ deliveredLogs: 99, drops: [] })
    expect(accepted(played, [bad])).toHaveLength(99)
    expect(played.poster.logRequests.length).toBeLessThanOrEqual(16)
  })

  it('on a batch of one log is the end of it', async () => {
    const played = refusing(['1'], status)
    addNumbered(played, 1)

    await played.delivery.flush(2000)

    expect(played.poster.logRequests).toHaveLength(1)
    expect(played.owner.reasons).toEqual({ send_error: 1 })
  })
})

it('of several culprits each costs itself, as far as sixteen requests reach', async () => {
  const played = refusing(['10', '90'])
  addNumbered(played, 100)

  await played.delivery.flush(2000)

  expect(played.poster.logRequests.length).toBeLessThanOrEqual(16)
  expect(played.owner.deliveredLogs).toBeGreaterThan(80)
  expect(played.owner.deliveredLogs + played.owner.droppedLogs).toBe(100)
  expect(accepted(played, ['10', '90'])).toHaveLength(played.owner.deliveredLogs)
})

it('the pieces hold what the batch held, in its order', async () => {
  const played = refusing(['3'])
  addNumbered(played, 8)

  await played.delivery.flush(2000)

  expect(played.poster.logRequests.map((request) => bodiesOf(request).join(''))).toEqual([
    '12345678',
    '1234',
    '5678',
    '12',
    '34',
    '3',
    '4',
  ])
})

it('halves go before what waits behind them', async () => {
  const { poster, add, pass } = play({ maxBatchLogs: 2 })
  for (let body = 1; body <= 40; body += 1) add(1, { body: String(body) })
  await pass(0)

  await poster.open[0]?.answer(413)
  await poster.open[0]?.answer(200)

  expect(poster.all.slice(16).flatMap(bodiesOf)).toEqual(['1', '2'])
})

it('a gateway that takes little at a time gets everything in pieces', async () => {
  const played = play()
  played.poster.reply = (request) => (bodiesOf(request).length > 30 ? 413 : 200)
  addNumbered(played, 2000)

  expect(await played.delivery.flush(2000)).toBe(true)

  expect(played.owner).toMatchObject({ deliveredLogs: 2000, drops: [] })
})

it('a server that refuses everything is asked little', async () => {
  const { poster, delivery, owner, add } = play()
  poster.reply = ({ type }) => (type === 'log' ? 400 : 200)
  add(5000)

  expect(await delivery.flush(2000)).toBe(true)

  expect(owner.reasons).toEqual({ send_error: 5000 })
  expect(poster.logRequests.length).toBeLessThanOrEqual(3 * 16 + 47)
})

it('once it accepts something again, culprits are searched for again', async () => {
  const played = play({ maxBatchLogs: 4 })
  played.poster.reply = () => 400
  addNumbered(played, 40)
  await played.delivery.flush(2000)
  played.poster.reply = (request) => (bodiesOf(request).includes('bad') ? 400 : 200)
  played.add(4, { body: 'good' })
  await played.delivery.flush(2000)
  played.add(3, { body: 'good' })
  played.add(1, { body: 'bad' })

  await played.delivery.flush(2000)

  expect(played.owner.deliveredLogs).toBe(7)
  expect(played.owner.reasons).toEqual({ send_error: 41 })
})

it('a half that gets no answer goes again', async () => {
  const { poster, delivery, owner, add, pass } = play()
  add(10, { severity: 'info' })
  add(1, { severity: 'fatal' })
  await pass(0)
  await poster.open[0]?.answer(413)
  await poster.failOpen()
  expect(delivery.queuedLogs).toBe(11)
  poster.reply = () => 200

  await pass(1000)

  expect(owner).toMatchObject({ deliveredLogs: 11, drops: [] })
})

it('the report tells of the culprit alone, with its bytes', async () => {
  const played = refusing(['7'])
  for (let body = 1; body <= 50; body += 1) {
    played.add(1, { body: String(body), billedBytes: body * 10 })
  }

  await played.delivery.flush(2000)

  expect(played.poster.reports).toMatchObject([
    {
      payload: {
        discarded_events: [
          { reason: 'send_error', category: 'log_item', quantity: 1 },
          { reason: 'send_error', category: 'log_byte', quantity: 70 },
        ],
      },
    },
  ])
})

it('refused batches that wait for what becomes of others are given up on by close', async () => {
  const { poster, delivery, owner, add, pass } = play({ maxBatchLogs: 2 })
  add(10)
  await pass(0)
  await poster.answerOpen(400)
  expect(delivery.queuedLogs).toBe(10)
  const closed = delivery.close(1000)
  await pass(1000)

  expect(await closed).toBe(false)
  expect(owner.reasons).toEqual({ network_error: 10 })
  expect(delivery.queuedLogs).toBe(0)
})

it('brotli that is refused and a culprit cost no more together', async () => {
  const played = play()
  played.poster.reply = (request) => {
    if (request.headers['content-encoding'] === 'br') return 415
    return bodiesOf(request).includes('64') ? 400 : 200
  }
  addNumbered(played, 100)

  await played.delivery.flush(2000)

  expect(played.owner).toMatchObject({ deliveredLogs: 99, reasons: { send_error: 1 } })
  expect(played.poster.logRequests.length).toBeLessThanOrEqual(16)
})
