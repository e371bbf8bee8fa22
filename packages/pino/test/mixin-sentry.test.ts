import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import * as Sentry from '@sentry/node'
import pino from 'pino'
import { expect, test } from 'vitest'
import { hold } from '../../../test/support/hold.ts'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import { sentryMixin, type PinoOptions } from '../src/index.ts'

// The worker runs what is shipped: these tests need the packages built.
const target = fileURLToPath(new URL('../dist/index.mjs', import.meta.url))

Sentry.init({ dsn: 'http://key@127.0.0.1:9/1', defaultIntegrations: false })
const processTrace = Sentry.getCurrentScope().getPropagationContext().traceId

let relay: Relay

useRelay((started) => {
  relay = started
})

/** Logs to pino's worker, in which no Sentry SDK runs, and waits until all is delivered. */
async function logInWorker(
  write: (log: pino.Logger) => void,
  logger: pino.LoggerOptions = {},
  options: PinoOptions = {},
): Promise<void> {
  const transport = hold(pino.transport({ target, options: { dsn: relay.dsn, ...options } }))
  const log = pino({ mixin: sentryMixin(), ...logger }, transport)
  write(log)
  await new Promise<void>((resolve) => log.flush(() => resolve()))
  transport.end()
  await once(transport, 'close')
}

test('a line of the worker names the trace of the process, where there is no other', async () => {
  await logInWorker((log) => log.info('x'))

  expect(relay.logs).toMatchObject([{ traceId: processTrace }])
  expect(relay.logs[0]?.spanId).toBeUndefined()
  expect(Object.keys(relay.logs[0]?.attributes ?? {})).not.toContainEqual(
    expect.stringContaining('trace'),
  )
})

test('a line under nestedKey does as well', async () => {
  const nestedKey = 'payload'
  await logInWorker((log) => log.info({ a: 1 }, 'x'), { nestedKey }, { nestedKey })

  expect(relay.logs).toMatchObject([{ traceId: processTrace, attributes: { 'payload.a': 1 } }])
})

test('a trace that a child logger names goes before that of the process', async () => {
  const own = { trace_id: '1'.repeat(32), span_id: '2'.repeat(16) }
  await logInWorker((log) => log.child(own).info('x'))

  expect(relay.logs).toMatchObject([{ traceId: own.trace_id, spanId: own.span_id }])
})

test('lines of the worker that share no more than the process are sampled one by one', async () => {
  const lines = 200
  await logInWorker(
    (log) => {
      for (let line = 0; line < lines; line += 1) log.info('one of many')
    },
    {},
    { sampleRate: 0.5 },
  )

  expect(relay.logs.length).toBeGreaterThan(0)
  expect(relay.logs.length).toBeLessThan(lines)
})
