import { expect, test } from 'vitest'

import { envelopeText, logOf, sendTo } from './support/envelope-bytes.ts'
import { startRelay, type Behaviour } from './support/relay.ts'

const bodies = (logs: readonly { body: string }[]): string[] => logs.map(({ body }) => body)

async function statuses(behaviour: Behaviour | Behaviour[], count: number): Promise<number[]> {
  await using relay = await startRelay()
  relay.behave(behaviour)
  const found: number[] = []
  for (let i = 0; i < count; i += 1)
    found.push((await sendTo(relay, envelopeText({ logs: [logOf({ body: `${i}` })] }))).status)
  return found
}

test('another status is answered and nothing is kept', async () => {
  await using relay = await startRelay()
  relay.behave({ status: 429, headers: { 'Retry-After': '7' }, body: 'enough' })

  const response = await sendTo(relay, envelopeText())

  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('7')
  expect(await response.text()).toBe('enough')
  expect(relay.logs).toEqual([])
  expect(relay.envelopes).toMatchObject([{ outcome: { status: 429 }, logs: [{ body: 'up' }] }])
})

test('headers alone leave the answer 200', async () => {
  await using relay = await startRelay()
  relay.behave({ headers: { 'X-Sentry-Rate-Limits': '60:log_item:organization' } })

  const response = await sendTo(relay, envelopeText())

  expect(response.status).toBe(200)
  expect(response.headers.get('x-sentry-rate-limits')).toBe('60:log_item:organization')
  expect(relay.logs).toHaveLength(1)
})

test('a behaviour for a number of envelopes ends after them', async () => {
  expect(await statuses({ status: 503, once: true }, 2)).toEqual([503, 200])
  expect(await statuses({ status: 503, times: 2 }, 3)).toEqual([503, 503, 200])
})

test('of several behaviours the first that applies is used', async () => {
  const behaviours = [
    { status: 500, once: true },
    { status: 413, when: ({ logs }) => bodies(logs).includes('2') },
    { status: 503, once: true },
  ] satisfies Behaviour[]

  expect(await statuses(behaviours, 4)).toEqual([500, 503, 413, 200])
})

test('normal takes every behaviour back', async () => {
  await using relay = await startRelay()
  relay.behave({ status: 503 })
  relay.behave('normal')

  expect((await sendTo(relay, envelopeText())).status).toBe(200)
})

test('a reset cuts the connection and keeps nothing', async () => {
  await using relay = await startRelay()
  relay.behave({ reset: true })

  await expect(sendTo(relay, envelopeText())).rejects.toThrow('fetch failed')

  expect(relay.logs).toEqual([])
  expect(relay.envelopes).toMatchObject([{ outcome: { status: undefined } }])
})

test('a reset after receipt loses only the answer', async () => {
  await using relay = await startRelay()
  relay.behave({ reset: 'after' })

  await expect(sendTo(relay, envelopeText())).rejects.toThrow('fetch failed')

  expect(relay.logs).toHaveLength(1)
})

test('a hanging relay keeps nothing and never answers', async () => {
  await using relay = await startRelay()
  relay.behave({ hang: true })
  const abort = new AbortController()
  const answer = sendTo(relay, envelopeText(), { signal: abort.signal })

  await relay.waitForEnvelopes(1)
  abort.abort()

  await expect(answer).rejects.toThrow('abort')
  expect(relay.logs).toEqual([])
})

test('a slow answer comes late, the logs are kept at once', async () => {
  await using relay = await startRelay()
  relay.behave({ delayMs: 100, status: 202 })
  const before = performance.now()

  const answer = sendTo(relay, envelopeText())
  await relay.waitForLogs(1)
  const kept = performance.now() - before

  expect((await answer).status).toBe(202)
  expect(performance.now() - before - kept).toBeGreaterThan(80)
})

test('a slow body lets status and headers through at once and never ends', async () => {
  await using relay = await startRelay()
  relay.behave({ slowBody: true })

  const { status, body } = await sendTo(relay, envelopeText())
  const reader = body?.getReader()
  const chunks = [await reader?.read(), await reader?.read()]

  expect(status).toBe(200)
  expect(chunks.map((chunk) => chunk?.done)).toEqual([false, false])
  await reader?.cancel()
})

test('an envelope that Sentry refuses stays refused when the status is not changed', async () => {
  await using relay = await startRelay()
  relay.behave({ headers: { 'x-mine': '1' } })

  expect((await sendTo(relay, '{')).status).toBe(400)
})
