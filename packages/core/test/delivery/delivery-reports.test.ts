import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { play } from '../support/playing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('drops made before the seam are told as well', async () => {
  const { poster, delivery, pass } = play()
  delivery.recordDrop('before_send', 2, 300)

  await pass(60_000)

  expect(poster.reports).toMatchObject([
    {
      payload: {
        discarded_events: [
          { reason: 'before_send', category: 'log_item', quantity: 2 },
          { reason: 'before_send', category: 'log_byte', quantity: 300 },
        ],
      },
    },
  ])
})

it('a report goes beside logs once the last one is 30 seconds old', async () => {
  const { poster, delivery, add, pass } = play()
  poster.reply = () => 200
  await pass(31_000)
  delivery.recordDrop('before_send', 1, 10)
  expect(poster.reports).toEqual([])

  add(1, { severity: 'fatal' })
  await pass(0)

  expect(poster.reports).toHaveLength(1)
})

it('what the server refused is reported', async () => {
  const { poster, add, pass } = play()
  add(3, { severity: 'fatal', billedBytes: 10 })
  await pass(0)
  await poster.open[0]?.answer(500)

  await pass(60_000)

  expect(poster.reports[0]?.payload).toMatchObject({
    discarded_events: [
      { reason: 'send_error', category: 'log_item', quantity: 3 },
      { reason: 'send_error', category: 'log_byte', quantity: 30 },
    ],
  })
})

it('a flush sends the report with it, also of what was lost in the flush itself', async () => {
  const { poster, delivery, add, pass } = play()
  add(1)
  const flushed = delivery.flush(2000)
  await pass(0)
  await poster.open[0]?.answer(500)
  await pass(0)
  await poster.open[0]?.answer(200)

  expect(await flushed).toBe(true)
  expect(poster.all.map(({ type }) => type)).toEqual(['log', 'client_report'])
})

it('sendClientReports: false sends none, ever', async () => {
  const { poster, delivery, add, pass } = play({ sendClientReports: false })
  poster.reply = () => 500
  delivery.recordDrop('before_send', 1, 10)
  add(1, { severity: 'fatal' })
  await pass(120_000)
  await delivery.flush(1000)

  expect(poster.reports).toEqual([])
})

it('a report through a tunnel says for whom it is', async () => {
  const envelopeDsn = 'https://key@sentry.example/1'
  const { poster, delivery, pass } = play({ envelopeDsn })
  delivery.recordDrop('before_send', 1, 10)

  await pass(60_000)

  expect(poster.reports[0]?.header).toEqual({ dsn: envelopeDsn })
})
