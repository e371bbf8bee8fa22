import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Account } from '../support/delivering.ts'
import { bodiesOf, play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([
  [200, undefined],
  [204, undefined],
  [429, 'rate_limited'],
  [401, 'send_error'],
  [403, 'send_error'],
  [307, 'send_error'],
  [500, 'send_error'],
  [501, 'send_error'],
])('logs answered %i count as %s, once each', async (status, reason) => {
  const { poster, delivery, owner, add, pass } = play()
  add(3, { severity: 'fatal', billedBytes: 10 })
  await pass(0)

  await poster.open[0]?.answer(status)

  expect(owner.deliveredLogs).toBe(reason === undefined ? 3 : 0)
  expect(owner.reasons).toEqual(reason === undefined ? {} : { [reason]: 3 })
  expect(owner.deliveredBytes + (owner.drops[0]?.bytes ?? 0)).toBe(30)
  expect([delivery.queuedLogs, delivery.queuedBytes]).toEqual([0, 0])
})

it('the error of a refusal says the status, and why when the server said it', async () => {
  const { poster, owner, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)

  await poster.open[0]?.answer(403, { error: 'project disabled' })

  expect(owner.drops[0]?.error).toBe('the endpoint answered 403: project disabled')
})

it('each owner hears of its own logs of a batch', async () => {
  const { poster, add, pass } = play()
  const [a, b] = [new Account(), new Account()]
  add(2, { owner: a, billedBytes: 5 })
  add(1, { owner: b, billedBytes: 7, severity: 'fatal' })
  await pass(0)

  await poster.open[0]?.answer(500)

  expect(a.drops).toMatchObject([{ logs: 2, bytes: 10 }])
  expect(b.drops).toMatchObject([{ logs: 1, bytes: 7 }])
})

it('a backlog goes out oldest first, sixteen requests at a time', async () => {
  const { poster, add, pass } = play({ maxBatchLogs: 1 })
  for (let body = 1; body <= 20; body += 1) add(1, { body: String(body) })
  await pass(0)
  expect(poster.open).toHaveLength(16)

  await poster.open[5]?.answer(200)

  expect(poster.open).toHaveLength(16)
  expect(poster.all.flatMap(bodiesOf)).toEqual(
    Array.from({ length: 17 }, (_, index) => String(index + 1)),
  )
})

it('a trickle needs one request at a time', async () => {
  const { poster, add, pass } = play({ maxBatchLogs: 1 })
  poster.reply = () => 200
  let most = 0
  for (let log = 0; log < 5; log += 1) {
    add(1)
    most = Math.max(most, poster.open.length)
    await pass(1)
  }

  expect(most).toBeLessThanOrEqual(1)
  expect(poster.all).toHaveLength(5)
})

it('415 turns brotli into gzip for good, and costs no log', async () => {
  const messages: string[] = []
  const { poster, owner, add, pass } = play({
    maxBatchLogs: 1,
    onDiagnostic: (message) => messages.push(message),
  })
  add(18, { body: 'hello' })
  await pass(0)
  for (const request of poster.open.slice(0, 2)) await request.answer(415)
  poster.reply = () => 200
  await poster.answerOpen(200)
  add(1)
  await pass(0)

  const encodings = poster.all.map(({ headers }) => headers['content-encoding'])
  expect(encodings.slice(0, 16)).toEqual(Array.from({ length: 16 }, () => 'br'))
  expect(new Set(encodings.slice(16))).toEqual(new Set(['gzip']))
  expect(owner).toMatchObject({ deliveredLogs: 19, drops: [] })
  expect(messages.filter((message) => message.includes('brotli'))).toHaveLength(1)
})

it('the batch that was refused with 415 goes again before what waits behind it', async () => {
  const { poster, add, pass } = play({ maxBatchLogs: 1 })
  for (let body = 1; body <= 18; body += 1) add(1, { body: String(body) })
  await pass(0)

  await poster.open[0]?.answer(415)

  expect(bodiesOf(poster.all[16])).toEqual(['1'])
})

it('what waits is weighed anew when it is compressed anew', async () => {
  const { poster, delivery, add, pass } = play({ maxBatchLogs: 1 })
  add(2, { body: 'hello' })
  await pass(0)
  await poster.open[0]?.answer(415)
  await poster.open[0]?.answer(200)

  await poster.open[0]?.answer(200)

  expect([delivery.queuedLogs, delivery.queuedBytes]).toEqual([0, 0])
})

it.each(['gzip', 'none'] as const)('415 on %s is a refusal like others', async (compression) => {
  const { poster, owner, add, pass } = play({ compression })
  add(1, { severity: 'fatal' })
  await pass(0)

  await poster.open[0]?.answer(415)

  expect(owner.reasons).toEqual({ send_error: 1 })
})

it('a batch that cannot be written is dropped as internal_sdk_error, and the next one is not', async () => {
  let isBroken = true
  const sdk = {
    version: '1',
    get name(): string {
      if (isBroken) throw new Error('no name')
      return 'logs-to-sentry'
    },
  }
  const { poster, owner, add, pass } = play({ sdk })
  add(1, { severity: 'fatal' })
  await pass(0)
  isBroken = false
  add(1, { severity: 'fatal' })
  await pass(0)

  await poster.open[0]?.answer(200)

  expect(owner.drops).toMatchObject([{ reason: 'internal_sdk_error', error: 'no name' }])
  expect(owner.deliveredLogs).toBe(1)
})

it('an owner that throws costs nobody else anything', async () => {
  const { poster, owner, add, pass } = play()
  const broken = new Account()
  broken.delivered = () => {
    throw new Error('mine')
  }
  add(1, { owner: broken })
  add(1, { severity: 'fatal' })
  await pass(0)

  await poster.open[0]?.answer(200)

  expect(owner.deliveredLogs).toBe(1)
})

it('diagnostics say what was lost and why, and may throw', async () => {
  const messages: string[] = []
  const { poster, owner, add, pass } = play({
    onDiagnostic: (message) => {
      messages.push(message)
      throw new Error('mine')
    },
  })
  add(2, { severity: 'fatal' })
  await pass(0)

  await poster.open[0]?.answer(403)

  expect(messages).toEqual(['dropped 2 logs: send_error (the endpoint answered 403)'])
  expect(owner.reasons).toEqual({ send_error: 2 })
})
