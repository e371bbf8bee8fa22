import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { loggers } from '../../support/loggers.ts'
import type { Relay } from '../../support/relay.ts'
import { useRelay } from '../../support/use-relay.ts'
import { inUnkeptSpanOf, traceOf, type Sentry, type SentryOptions } from './sentry.ts'
import { placesOf, type Place } from './trace-of-logs.ts'

const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
const sentryTrace = `${caller.traceId}-${caller.spanId}-1`
const headers = { sentryTrace, baggage: undefined }
const lines = 200

/**
 * Tests for every logger of the same thread that a log outside of spans names the trace its Sentry SDK is in,
 * and that what is in a real trace is kept or left out as a whole.
 */
export function testSentryScopes(sentry: Sentry, options: SentryOptions): void {
  let relay: Relay
  const process = traceOf(sentry)

  useRelay((started) => {
    relay = started
  })

  describe.each(Object.entries(loggers))('outside of spans, a log of %s', (_name, start) => {
    it('names the trace of the process', async () => {
      const logging = start({ ...relay.options })
      logging.info('at the top')
      sentry.withScope(() => logging.info('in a scope'))
      await logging.close()

      expect(placesOf(relay)).toEqual({ 'at the top': process, 'in a scope': process })
    })

    it('names the trace of its isolation scope, beside others at the same time', async () => {
      const logging = start({ ...relay.options })
      const request = (name: string): Promise<Place> =>
        sentry.withIsolationScope(async () => {
          await nextTurn()
          logging.info(name)
          return traceOf(sentry)
        })
      const [one, two] = await Promise.all([request('one'), request('two')])
      await logging.close()

      expect(placesOf(relay)).toEqual({ one, two })
      expect(new Set([one, two, process].map(({ traceId }) => traceId)).size).toBe(3)
    })

    it('names the trace that is continued or new, but no span, which is not here', async () => {
      const logging = start({ ...relay.options })
      await sentry.continueTrace(headers, async () => {
        await nextTurn()
        logging.info('continued')
      })
      const made = sentry.startNewTrace(() => {
        logging.info('new')
        return traceOf(sentry)
      })
      await logging.close()

      expect(placesOf(relay)).toEqual({ continued: { traceId: caller.traceId }, new: made })
    })

    it('names the trace of a span that never gets to Sentry, but not the span', async () => {
      const logging = start({ ...relay.options })
      const trace = inUnkeptSpanOf(sentry, () => {
        logging.info('not kept')
        return traceOf(sentry)
      })
      await logging.close()

      expect(placesOf(relay)).toEqual({ 'not kept': trace })
    })
  })

  it('logs that share no more than the process are sampled one by one', async () => {
    const kept = await sample((log) => log())

    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(lines)
  })

  it.each([
    ['an isolation scope', (log: () => void) => sentry.withIsolationScope(log)],
    ['a trace that is continued', (log: () => void) => sentry.continueTrace(headers, log)],
  ])('logs of %s are kept or left out together', async (_name, inTrace) => {
    const kept = await sample(inTrace)

    expect([0, lines]).toContain(kept)
  })

  describe('in a process whose SDK was told to continue a trace', () => {
    beforeAll(async () => {
      await sentry.close()
      vi.stubEnv('SENTRY_USE_ENVIRONMENT', 'true')
      vi.stubEnv('SENTRY_TRACE', sentryTrace)
      vi.stubEnv('TRACEPARENT', `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`)
      sentry.init(options)
    })
    afterAll(() => void vi.unstubAllEnvs())

    it.each(Object.entries(loggers))('a log of %s names that trace', async (_name, start) => {
      const logging = start({ ...relay.options })
      logging.info('at the top')
      await logging.close()

      expect(placesOf(relay)).toEqual({ 'at the top': { traceId: caller.traceId } })
    })

    it('logs are kept or left out together', async () => {
      const kept = await sample((log) => log())

      expect([0, lines]).toContain(kept)
    })
  })

  /** How many of some logs arrive at half the rate. */
  async function sample(run: (log: () => void) => void): Promise<number> {
    const logging = loggers['logger.*']({ ...relay.options, sampleRate: 0.5 })
    run(() => {
      for (let line = 0; line < lines; line += 1) logging.info('one of many')
    })
    await logging.close()
    return relay.logs.length
  }
}
