import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { startRelay } from '../../../../test/support/relay.ts'
import { envelope, headersFor, posterFor } from '../support/posting.ts'

it.each([
  [200, 'accepted'],
  [429, 'limited'],
  [400, 'refused'],
  [413, 'refused'],
  [500, 'refused'],
  [503, 'unavailable'],
])('an answer %i is %s', async (status, type) => {
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn)
  relay.behave({ status })

  const outcome = await poster.post(envelope, headersFor(relay.dsn))

  expect(outcome).toMatchObject({ type, answer: { status } })
})

it('gives on the headers that matter, also when they come more than once', async () => {
  const server = createServer((request, response) => {
    request.resume()
    response.setHeader('X-Sentry-Rate-Limits', ['60:log_item:org', '5:log_byte:org'])
    response.setHeader('Retry-After', '60')
    response.setHeader('X-Sentry-Error', 'no such project')
    response.writeHead(403).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  using poster = posterFor(`http://key@127.0.0.1:${port}/1`)

  const outcome = await poster.post(envelope, {})

  expect(outcome).toEqual({
    type: 'refused',
    answer: {
      status: 403,
      rateLimits: expect.stringMatching(/^60:log_item:org, ?5:log_byte:org$/),
      retryAfter: '60',
      error: 'no such project',
    },
  })
  server.close()
})

it('a redirect is refused, not followed', async () => {
  await using elsewhere = await startRelay()
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn)
  relay.behave({ status: 307, headers: { location: `${elsewhere.url}/api/1/envelope/` } })

  const outcome = await poster.post(envelope, headersFor(relay.dsn))

  expect(outcome).toMatchObject({ type: 'refused', answer: { status: 307 } })
  expect(elsewhere.envelopes).toEqual([])
})

it('a connection that is cut is a failure', async () => {
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn)
  relay.behave({ reset: true })

  const outcome = await poster.post(envelope, headersFor(relay.dsn))

  expect(outcome).toMatchObject({ type: 'failed', error: expect.any(Error) })
})

it('a port where nobody listens is a failure, and the next post tries again', async () => {
  const gone = await startRelay()
  const { port, dsn } = gone
  await gone.close()
  using poster = posterFor(dsn)

  const first = await poster.post(envelope, headersFor(dsn))
  await using back = await startRelay({ port })
  const second = await poster.post(envelope, headersFor(back.dsn))

  expect(first).toMatchObject({ type: 'failed', error: { code: 'ECONNREFUSED' } })
  expect(second.type).toBe('accepted')
})

it('an answer that does not come in time is a failure', async () => {
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn, { requestTimeoutMs: 50 })
  relay.behave({ hang: true })

  const outcome = await poster.post(envelope, headersFor(relay.dsn))

  expect(outcome).toMatchObject({ type: 'failed', error: { message: 'no answer within 50 ms' } })
})

it('a header that cannot be sent is a failure, not an exception', async () => {
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn)

  const outcome = await poster.post(envelope, { 'x-mine': 'a\nb' })

  expect(outcome.type).toBe('failed')
})

it('a body that never ends delays no outcome, and costs its socket', async () => {
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn, { requestTimeoutMs: 1000 })
  relay.behave({ slowBody: true, once: true })
  const start = performance.now()

  const outcome = await poster.post(envelope, headersFor(relay.dsn))
  const tookMs = performance.now() - start
  const next = await poster.post(envelope, headersFor(relay.dsn))

  expect(outcome.type).toBe('accepted')
  expect(next.type).toBe('accepted')
  expect(tookMs).toBeLessThan(1000)
  expect(relay.connections).toBe(2)
})

it.each([
  ['a body of 60 KiB leaves its socket usable', 60 * 1024, true],
  ['a body of 10 MiB costs its socket', 10 * 1024 * 1024, false],
])('%s', async (_case, bytes, isReused) => {
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn)
  relay.behave({ body: 'x'.repeat(bytes), once: true })

  await poster.post(envelope, headersFor(relay.dsn))
  await new Promise((resolve) => void setTimeout(resolve, 50))
  const next = await poster.post(envelope, headersFor(relay.dsn))

  expect(next.type).toBe('accepted')
  expect(relay.connections === 1).toBe(isReused)
})

it('one connection serves one request after the other', async () => {
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn)

  for (let post = 0; post < 5; post += 1) await poster.post(envelope, headersFor(relay.dsn))

  expect(relay.envelopes).toHaveLength(5)
  expect(relay.connections).toBe(1)
})

it('closing gives up what is under way, and refuses what comes later', async () => {
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn)
  relay.behave({ hang: true })
  const underWay = poster.post(envelope, headersFor(relay.dsn))
  await relay.waitForEnvelopes(1)

  poster.close()

  expect((await underWay).type).toBe('failed')
  expect((await poster.post(envelope, {})).type).toBe('failed')
})

it('closing while the first post still loads fails that post', async () => {
  await using relay = await startRelay()
  using poster = posterFor(relay.dsn)
  const outcome = poster.post(envelope, headersFor(relay.dsn))

  poster.close()

  expect((await outcome).type).toBe('failed')
  expect(relay.connections).toBe(0)
})
