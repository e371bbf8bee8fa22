import { afterEach, describe, expect, it, vi } from 'vitest'
import { loggers } from '../support/loggers.ts'
import type { Relay } from '../support/relay.ts'
import { useRelay } from '../support/use-relay.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'
const sentryTrace = `${traceId}-${spanId}-1`
const traceparent = `00-${'1'.repeat(32)}-${spanId}-01`

let relay: Relay

useRelay((started) => {
  relay = started
})

afterEach(() => void vi.unstubAllEnvs())

describe.each(Object.entries(loggers))('without a tracing SDK, logs of %s', (_name, start) => {
  it.each([
    ['SENTRY_TRACE', { SENTRY_TRACE: sentryTrace, TRACEPARENT: traceparent }, traceId],
    ['TRACEPARENT', { TRACEPARENT: traceparent }, '1'.repeat(32)],
  ])('are in the trace of %s, but in no span of another process', async (_name, env, expected) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const logging = start({ ...relay.options })
    logging.info('one')
    await logging.close()

    expect(relay.logs).toMatchObject([{ traceId: expected }])
    expect(relay.logs[0]).not.toHaveProperty('raw.span_id')
  })

  it('share a random trace, and one that names its own is in that', async () => {
    const logging = start({ ...relay.options })
    logging.info('one')
    logging.info('two')
    logging.info('own', { trace_id: traceId, span_id: spanId })
    await logging.close()

    const [one, two, own] = relay.logs
    expect(one?.traceId).toMatch(/^[\da-f]{32}$/)
    expect(two?.traceId).toBe(one?.traceId)
    expect(own).toMatchObject({ traceId, spanId })
    expect(one).not.toHaveProperty('raw.span_id')
  })
})
