import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Endpoint } from '../../src/delivery/endpoint.ts'
import { compress, type Compression } from '../../src/delivery/compress.ts'
import { ScriptedPoster } from '../support/scripted-poster.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const body = Buffer.from('{}\n{"type":"log"}\n{}')

it.each<[Compression, Record<string, string>]>([
  ['br', { 'x-mine': 'yes', 'content-encoding': 'br' }],
  ['gzip', { 'x-mine': 'yes', 'content-encoding': 'gzip' }],
  ['none', { 'x-mine': 'yes' }],
])('says how a body is compressed: %s', (compression, headers) => {
  const poster = new ScriptedPoster()

  void new Endpoint(poster, { 'x-mine': 'yes' }).send(compress(body, compression), compression)

  expect(poster.all[0]?.headers).toEqual(headers)
})

it.each([200, 429, 500])('learns limits from an answer %i', async (status) => {
  const poster = new ScriptedPoster()
  const endpoint = new Endpoint(poster, {})
  void endpoint.send(body, 'none')

  await poster.open[0]?.answer(status, { rateLimits: '60:log_item:org, 30::org' })

  expect(endpoint.logsClosedUntil - performance.now()).toBe(60_000)
  expect(endpoint.allClosedUntil - performance.now()).toBe(30_000)
})

it('keeps the longer of two limits', async () => {
  const poster = new ScriptedPoster()
  const endpoint = new Endpoint(poster, {})
  for (const rateLimits of ['60:log_item', '5:log_item']) {
    void endpoint.send(body, 'none')
    await poster.open[0]?.answer(200, { rateLimits })
  }

  expect(endpoint.logsClosedUntil - performance.now()).toBe(60_000)
})

it('learns nothing from a failure', async () => {
  const poster = new ScriptedPoster()
  const endpoint = new Endpoint(poster, {})
  const outcome = endpoint.send(body, 'none')

  await poster.open[0]?.fail('cut')

  expect(await outcome).toMatchObject({ type: 'failed', error: { message: 'cut' } })
  expect([endpoint.logsClosedUntil, endpoint.allClosedUntil]).toEqual([0, 0])
})

it('logs go again some time after a limit, the same for all that wait, and right after it for who hurries', async () => {
  const poster = new ScriptedPoster()
  let random = 0.5
  const endpoint = new Endpoint(poster, {}, () => random)
  for (const rateLimits of ['60:log_item', '5:log_item']) {
    void endpoint.send(body, 'none')
    await poster.open[0]?.answer(200, { rateLimits })
    random = 1
  }
  const until = endpoint.logsClosedUntil

  expect(endpoint.logsOpenAt - until).toBe(15_000)
  const end = endpoint.line.hurry(until, performance.now())
  expect(endpoint.logsOpenAt).toBe(until)
  end()
  expect(endpoint.logsOpenAt - until).toBe(15_000)
})
