import { createClient } from '@logs-to-sentry/core'
import { expect, it } from 'vitest'
import { startRelay } from '../../support/relay.ts'
import { inSpanOf, withSpans, type Sentry } from './sentry.ts'
import type { InSpan } from './trace-of-logs.ts'

const traceHeaders = ['sentry-trace', 'baggage', 'traceparent', 'tracestate']

/**
 * Tests that a tracing SDK tells of the requests of the application, and of none of ours.
 *
 * `sentSoFar` gives the spans that it sent.
 */
export function testOwnRequests(inSpan: InSpan, sentSoFar: () => unknown): void {
  it('the request of a log is in no span, and tells the receiver of no trace', async () => {
    await using relay = await startRelay()
    await using other = await startRelay()
    const client = createClient({ ...relay.options })

    await inSpan(async () => {
      client.capture({ level: 'info', body: 'in a span' })
      await client.close()
      await fetch(other.url)
    })

    const spans = JSON.stringify(await sentSoFar())
    expect(spans).toContain(other.url)
    expect(spans).not.toContain(relay.url)
    for (const name of traceHeaders) expect(relay.envelopes[0]?.headers).not.toHaveProperty(name)
    expect(relay.problems).toEqual([])
  })
}

/** Tests the same for a Sentry SDK. */
export function testOwnRequestsBeside(sentry: Sentry): void {
  const sent: unknown[] = []
  const send = (envelope: unknown): PromiseLike<object> => {
    sent.push(envelope)
    return Promise.resolve({})
  }
  sentry.init({
    ...withSpans,
    transport: () => ({ send, flush: () => Promise.resolve(true) }),
    // It would tell of the receivers, which are in the same process.
    integrations: (defaults: readonly { readonly name: string }[]) =>
      defaults.filter(({ name }) => name !== 'Http'),
  })

  testOwnRequests(inSpanOf(sentry), async () => {
    await sentry.close()
    return sent
  })
}
