import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { loggers, type Logging, type StartLogging } from '../../support/loggers.ts'
import type { Relay } from '../../support/relay.ts'
import { useRelay } from '../../support/use-relay.ts'

/** Where a log must say it belongs. */
export interface Place {
  readonly traceId: string
  readonly spanId?: string | undefined
}

/** Runs a callback in a span that is a child of the active one, and tells it where it is. */
export type InSpan = <Result>(run: (place: Place) => Result) => Result

/** In a trace that nobody else knows of. */
export const anywhere: Place = { traceId: expect.stringMatching(/^[\da-f]{32}$/) }

/**
 * Tests for every logger of the same thread, and spans of one SDK, that each log names the trace and the
 * span that it was written in; `outside` tells where that is outside of spans.
 */
export function testTraceOfLogs(inSpan: InSpan, outside: () => Place): void {
  let relay: Relay

  useRelay((started) => {
    relay = started
  })

  describe.each(Object.entries(loggers))('a log of %s', (_name, start) => {
    it('names the span that is active where it is written, and none outside of spans', async () => {
      const { places, log, close } = startWatched(start)
      log('before', outside())
      await inSpan(async (outer) => {
        log('outer', outer)
        await nextTurn()
        await inSpan(async (inner) => {
          log('inner', inner)
          await nextTurn()
          log('inner again', inner)
        })
        log('outer again', outer)
      })
      log('after', outside())
      await close()

      expect(placesOf(relay)).toEqual(places)
    })

    it('names its own span beside others at the same time', async () => {
      const { places, log, close } = startWatched(start)
      const work = (name: string): Promise<void> =>
        inSpan(async (place) => {
          log(`${name} begins`, place)
          await nextTurn()
          log(`${name} ends`, place)
        })
      await Promise.all([work('one'), work('two')])
      await close()

      expect(placesOf(relay)).toEqual(places)
    })

    it('keeps to the trace that its own fields name', async () => {
      const logging = start({ ...relay.options })
      const own = { trace_id: '1'.repeat(32), span_id: '2'.repeat(16) }
      inSpan(() => logging.info('own', own))
      await logging.close()

      expect(placesOf(relay)).toEqual({ own: { traceId: own.trace_id, spanId: own.span_id } })
    })
  })

  function startWatched(start: StartLogging): {
    readonly places: Record<string, Place>
    readonly log: (message: string, place: Place) => void
    readonly close: Logging['close']
  } {
    const logging = start({ ...relay.options })
    const places: Record<string, Place> = {}
    const log = (message: string, place: Place): void => {
      places[message] = place
      logging.info(message)
    }
    return { places, log, close: () => logging.close() }
  }
}

/** Where the logs that arrived belong, by their bodies. */
export function placesOf({ logs }: Relay): Record<string, Place> {
  return Object.fromEntries(logs.map(({ body, traceId, spanId }) => [body, { traceId, spanId }]))
}
