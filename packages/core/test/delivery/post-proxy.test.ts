import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loopbackCertificate } from '../../../../test/support/certificate.mjs'
import { startRelay } from '../../../../test/support/relay.ts'
import { envelope, headersFor, posterFor } from '../support/posting.ts'
import { startProxy } from '../support/proxy.ts'

const names = ['http_proxy', 'https_proxy', 'no_proxy']

beforeEach(() => {
  for (const name of names) {
    vi.stubEnv(name, undefined)
    vi.stubEnv(name.toUpperCase(), undefined)
  }
})
afterEach(() => void vi.unstubAllEnvs())

const tls = loopbackCertificate
const ca = loopbackCertificate.cert

describe('the option', () => {
  it('sends http through the proxy by its whole address', async () => {
    await using relay = await startRelay()
    await using proxy = await startProxy()
    using poster = posterFor(relay.dsn, { proxy: proxy.url })

    const outcome = await poster.post(envelope, headersFor(relay.dsn))

    expect(outcome.type).toBe('accepted')
    expect(relay.problems).toEqual([])
    expect(proxy.requests).toEqual([`POST ${relay.url}/api/1/envelope/`])
  })

  it('sends https through a tunnel, whose end is checked against ca', async () => {
    await using relay = await startRelay({ tls })
    await using proxy = await startProxy()
    using poster = posterFor(relay.dsn, { proxy: proxy.url, ca })

    const outcome = await poster.post(envelope, headersFor(relay.dsn))

    expect(outcome.type).toBe('accepted')
    expect(proxy.requests).toEqual([`CONNECT 127.0.0.1:${relay.port}`])
  })

  it.each(['http', 'https'])('gives the credentials of its URL, for %s', async (scheme) => {
    await using relay = await startRelay(scheme === 'https' ? { tls } : {})
    await using proxy = await startProxy('user:pass word')
    const url = proxy.url.replace('://', '://user:pass%20word@')
    using poster = posterFor(relay.dsn, { proxy: url, ca })

    const outcome = await poster.post(envelope, headersFor(relay.dsn))

    expect(outcome.type).toBe('accepted')
  })

  it.each(['http', 'https'])(
    'is a failure when the proxy wants credentials, for %s',
    async (scheme) => {
      await using relay = await startRelay(scheme === 'https' ? { tls } : {})
      await using proxy = await startProxy('user:password')
      using poster = posterFor(relay.dsn, { proxy: proxy.url, ca })

      const outcome = await poster.post(envelope, headersFor(relay.dsn))
      const again = await poster.post(envelope, headersFor(relay.dsn))

      expect(outcome).toMatchObject({
        type: 'failed',
        error: { message: expect.stringContaining('407') },
      })
      expect(again.type).toBe('failed')
      expect(relay.envelopes).toEqual([])
    },
  )

  it('is a failure when nobody listens there', async () => {
    await using relay = await startRelay()
    const proxy = await startProxy()
    await proxy[Symbol.asyncDispose]()
    using poster = posterFor(relay.dsn, { proxy: proxy.url })

    const outcome = await poster.post(envelope, headersFor(relay.dsn))

    expect(outcome.type).toBe('failed')
  })

  it('is a failure when it is no URL', async () => {
    await using relay = await startRelay()
    using poster = posterFor(relay.dsn, { proxy: 'not a url' })

    const outcomes = [
      await poster.post(envelope, headersFor(relay.dsn)),
      await poster.post(envelope, headersFor(relay.dsn)),
    ]

    expect(outcomes.map(({ type }) => type)).toEqual(['failed', 'failed'])
  })
})

describe('the environment', () => {
  it.each([
    ['http', 'http_proxy', 'POST'],
    ['http', 'HTTP_PROXY', 'POST'],
    ['https', 'https_proxy', 'CONNECT'],
    ['https', 'HTTPS_PROXY', 'CONNECT'],
  ])('%s goes where %s says', async (scheme, name, method) => {
    await using relay = await startRelay(scheme === 'https' ? { tls } : {})
    await using proxy = await startProxy()
    vi.stubEnv(name, proxy.url)
    using poster = posterFor(relay.dsn, { ca })

    const outcome = await poster.post(envelope, headersFor(relay.dsn))

    expect(outcome.type).toBe('accepted')
    expect(proxy.requests).toEqual([expect.stringMatching(`^${method} `)])
  })

  it('may leave out the scheme', async () => {
    await using relay = await startRelay()
    await using proxy = await startProxy()
    vi.stubEnv('HTTP_PROXY', proxy.url.replace('http://', ''))
    using poster = posterFor(relay.dsn)

    await poster.post(envelope, headersFor(relay.dsn))

    expect(proxy.requests).toHaveLength(1)
  })

  it.each(['127.0.0.1', '*', 'example.com, 127.0.0.1'])(
    'NO_PROXY=%s goes around it',
    async (hosts) => {
      await using relay = await startRelay()
      await using proxy = await startProxy()
      vi.stubEnv('HTTP_PROXY', proxy.url)
      vi.stubEnv('NO_PROXY', hosts)
      using poster = posterFor(relay.dsn)

      const outcome = await poster.post(envelope, headersFor(relay.dsn))

      expect(outcome.type).toBe('accepted')
      expect(proxy.requests).toEqual([])
    },
  )

  it('gives way to the option', async () => {
    await using relay = await startRelay()
    await using ofEnvironment = await startProxy()
    await using ofOption = await startProxy()
    vi.stubEnv('HTTP_PROXY', ofEnvironment.url)
    using poster = posterFor(relay.dsn, { proxy: ofOption.url })

    await poster.post(envelope, headersFor(relay.dsn))

    expect([ofEnvironment.requests.length, ofOption.requests.length]).toEqual([0, 1])
  })
})
