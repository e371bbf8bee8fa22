import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bodiesOf, play, type Play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** For the one of many that begins to send again as soon as a limit ends. */
const first = (): number => 0

/** A play in which an answer of this status limited something. */
async function limited(
  rateLimits: string | undefined,
  status = 429,
  random: () => number = first,
): Promise<Play> {
  const played = play({}, random)
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

it.each([
  ['10:log_item:organization', 0.5, 15_000],
  ['10:log_item:organization', 1, 20_000],
  ['60:log_item:organization', 1, 90_000],
  ['3600::organization', 1, 3_630_000],
])(
  'sending begins again up to as long again after the limit, at most half a minute: %s',
  async (header, random, ms) => {
    const { poster, owner, add, pass } = await limited(header, 429, () => random)
    await pass(Number.parseInt(header, 10) * 1000)

    add(1, { severity: 'fatal' })
    await pass(ms - Number.parseInt(header, 10) * 1000 - 1)
    expect(poster.logRequests).toHaveLength(1)
    await pass(1)

    expect(poster.logRequests).toHaveLength(2)
    expect(owner).toMatchObject({ deliveredLogs: 0, reasons: { rate_limited: 1 } })
  },
)

it('what is gathered when sending begins again goes at once, so that many processes do not send in step', async () => {
  const { poster, add, pass } = await limited('60:log_item:organization', 429, () => 0.1)
  await pass(60_000)
  add(1, { body: 'first' })
  await pass(2000)
  add(1, { body: 'second' })
  await pass(1000)

  add(1, { body: 'third' })
  await pass(4999)

  expect(poster.logRequests.slice(1).map(bodiesOf)).toEqual([['first', 'second']])
})

it('whoever waits for the logs does not wait for more than the limit', async () => {
  const { poster, delivery, add, pass } = await limited('10:log_item:organization', 429, () => 1)
  poster.reply = () => 200
  await pass(10_000)
  add(1)

  const flushed = delivery.flush(1000)
  await pass(0)

  expect(await flushed).toBe(true)
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
  const { poster, owner, add, pass } = play({ maxBatchLogs: 1 }, first)
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
  const { poster, owner, add, pass } = play({}, first)
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
  const { poster, add, pass } = play({ maxBatchLogs: 1 }, first)
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
