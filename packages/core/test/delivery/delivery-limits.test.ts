import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bodiesOf, play, type Play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A play in which an answer of this status limited something. */
async function limited(rateLimits: string | undefined, status = 429): Promise<Play> {
  const played = play()
  played.add(1, { severity: 'fatal' })
  await played.pass(0)
  await played.poster.open[0]?.answer(status, { rateLimits })
  return played
}

it.each([
  '60:log_item:organization',
  '60:log_byte:organization',
  '60::organization',
  '60:error;log_item:key:quota',
])('while logs are limited further logs are dropped, and none are sent: %s', async (header) => {
  const { poster, owner, add, pass } = await limited(header)

  add(2, { severity: 'fatal', billedBytes: 10 })
  await pass(59_999)

  expect(owner.reasons).toEqual({ rate_limited: 1, ratelimit_backoff: 2 })
  expect(poster.logRequests).toHaveLength(1)
})

it('after the limit logs are taken again', async () => {
  const { poster, owner, add, pass } = await limited('2.5:log_item:organization')
  await pass(2499)
  add(1)
  await pass(1)

  add(1, { severity: 'fatal' })
  await pass(0)

  expect(owner.reasons).toEqual({ rate_limited: 1, ratelimit_backoff: 1 })
  expect(poster.logRequests).toHaveLength(2)
})

it.each(['60:transaction:organization', '60:error;default:organization', '60:no_such_thing:key'])(
  'a limit of something else changes nothing: %s',
  async (header) => {
    const { poster, add, pass } = await limited(header)

    add(1, { severity: 'fatal' })
    await pass(0)

    expect(poster.logRequests).toHaveLength(2)
  },
)

it('a limit on an accepted request counts too', async () => {
  const { owner, add } = await limited('60:log_item:organization', 200)

  add(1)

  expect(owner.deliveredLogs).toBe(1)
  expect(owner.reasons).toEqual({ ratelimit_backoff: 1 })
})

it('429 without a header closes for a minute', async () => {
  const { poster, add, pass } = await limited(undefined)
  add(1)
  await pass(60_000)

  add(1, { severity: 'fatal' })
  await pass(0)

  expect(poster.logRequests).toHaveLength(2)
})

it('a limit that arrives while others are on their way: they keep their answers, what is sealed waits', async () => {
  const { poster, owner, add, pass } = play({ maxBatchLogs: 1 })
  for (let body = 1; body <= 18; body += 1) add(1, { body: String(body) })
  await pass(0)

  await poster.open[0]?.answer(429, { rateLimits: '60:log_item:organization' })
  await poster.answerOpen(200)
  await pass(59_999)
  expect(poster.all).toHaveLength(16)
  expect(owner).toMatchObject({ deliveredLogs: 15, reasons: { rate_limited: 1 } })
  await pass(1)

  expect(poster.all.slice(16).map(bodiesOf)).toEqual([['17'], ['18']])
})

it('what was in the open batch when the limit came waits too, and is not lost', async () => {
  const { poster, owner, add, pass } = play()
  add(1, { severity: 'fatal' })
  await pass(0)
  add(1, { body: 'in time' })

  await poster.open[0]?.answer(429, { rateLimits: '10:log_item:organization' })
  await pass(9999)
  expect(poster.logRequests).toHaveLength(1)
  await pass(1)

  expect(bodiesOf(poster.logRequests[1])).toEqual(['in time'])
  expect(owner.reasons).toEqual({ rate_limited: 1 })
})

it('a longer limit that comes before the end of the first one wins', async () => {
  const { poster, add, pass } = play({ maxBatchLogs: 1 })
  add(18)
  await pass(0)
  await poster.open[0]?.answer(200, { rateLimits: '10:log_item' })
  await pass(5000)
  await poster.open[0]?.answer(200, { rateLimits: '10:log_item' })

  await pass(9999)
  expect(poster.all).toHaveLength(16)
  await pass(1)

  expect(poster.all).toHaveLength(18)
})

it('logs that the server counted are not reported, those dropped meanwhile are', async () => {
  const { poster, add, pass } = await limited('90:log_item:organization')
  add(3, { billedBytes: 10 })

  await pass(60_000)

  expect(poster.reports.map(({ payload }) => payload)).toMatchObject([
    {
      discarded_events: [
        { reason: 'ratelimit_backoff', category: 'log_item', quantity: 3 },
        { reason: 'ratelimit_backoff', category: 'log_byte', quantity: 30 },
      ],
    },
  ])
})

it('while everything is limited there is no report either', async () => {
  const { poster, add, pass } = await limited('90::organization')
  add(3)

  await pass(89_000)

  expect(poster.all).toHaveLength(1)
})
