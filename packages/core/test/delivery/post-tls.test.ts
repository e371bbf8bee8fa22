import { expect, it } from 'vitest'
import { loopbackCertificate } from '../../../../test/support/certificate.mjs'
import { startRelay } from '../../../../test/support/relay.ts'
import { envelope, headersFor, posterFor } from '../support/posting.ts'

it('a certificate of the given authority is trusted', async () => {
  await using relay = await startRelay({ tls: loopbackCertificate })
  using poster = posterFor(relay.dsn, { ca: loopbackCertificate.cert })

  const outcomes = [
    await poster.post(envelope, headersFor(relay.dsn)),
    await poster.post(envelope, headersFor(relay.dsn)),
  ]

  expect(outcomes.map(({ type }) => type)).toEqual(['accepted', 'accepted'])
  expect(relay.connections).toBe(1)
})

it('a certificate that nobody vouches for is a failure that says why', async () => {
  await using relay = await startRelay({ tls: loopbackCertificate })
  using poster = posterFor(relay.dsn)

  const outcome = await poster.post(envelope, headersFor(relay.dsn))

  expect(outcome).toMatchObject({
    type: 'failed',
    error: { message: expect.stringMatching(/self-signed certificate/) },
  })
  expect(relay.envelopes).toEqual([])
})

it('an authority that cannot be read is a failure', async () => {
  await using relay = await startRelay({ tls: loopbackCertificate })
  using poster = posterFor(relay.dsn, { ca: 'not a certificate' })

  const outcome = await poster.post(envelope, headersFor(relay.dsn))

  expect(outcome.type).toBe('failed')
})
