import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import * as Sentry from '@sentry/node'
import { afterEach, expect, it, vi } from 'vitest'
import { startRelay } from '../../../../test/support/relay.ts'
import { untraced } from '../../src/delivery/untraced.ts'
import { envelope, headersFor, posterFor } from '../support/posting.ts'

afterEach(() => void vi.unstubAllGlobals())

function isRequestCreation(
  message: unknown,
): message is { readonly request: { addHeader(name: string, value: string): void } } {
  return typeof message === 'object' && message !== null && 'request' in message
}

it('the request of a log gets no span and no trace headers from a Sentry SDK in the same thread', async () => {
  await using relay = await startRelay()
  const spans: string[] = []
  const breadcrumbs: unknown[] = []
  Sentry.init({
    ...relay.options,
    tracesSampleRate: 1,
    transport: () => ({ send: () => Promise.resolve({}), flush: () => Promise.resolve(true) }),
    beforeSendTransaction: (event) => {
      spans.push(...(event.spans ?? []).map(({ description }) => description ?? ''))
      return event
    },
    beforeBreadcrumb: (breadcrumb) => {
      breadcrumbs.push(breadcrumb)
      return breadcrumb
    },
  })
  using poster = posterFor(relay.dsn)

  await Sentry.startSpan({ name: 'a request of the application' }, async () => {
    await poster.post(envelope, headersFor(relay.dsn))
    await fetch(relay.url)
  })
  await Sentry.close(1000)

  const [{ headers } = { headers: {} }] = relay.envelopes
  expect(headers).not.toHaveProperty('sentry-trace')
  expect(headers).not.toHaveProperty('traceparent')
  expect(spans.filter((name) => name.includes('/envelope/'))).toEqual([])
  expect(JSON.stringify(breadcrumbs)).not.toContain('/envelope/')
  expect(JSON.stringify(breadcrumbs)).toContain(relay.url)
})

it.each<[string, Record<string, unknown>]>([
  ['nothing', {}],
  ['an older carrier without a strategy', { __SENTRY__: { version: '9.0.0', '9.0.0': {} } }],
  ['a carrier of somebody else', { __SENTRY__: 'mine' }],
  [
    'a strategy that throws',
    {
      __SENTRY__: {
        version: '11.0.0',
        '11.0.0': {
          acs: {
            withScope: () => {},
            suppressTracing: () => {
              throw new Error('broken')
            },
          },
        },
      },
    },
  ],
  [
    'a strategy that runs it twice',
    {
      __SENTRY__: {
        version: '11.0.0',
        '11.0.0': {
          acs: {
            withScope: () => {},
            suppressTracing: (run: () => void) => {
              run()
              run()
            },
          },
        },
      },
    },
  ],
])('runs exactly once beside %s', (_case, globals) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
  const run = vi.fn<() => void>()

  untraced({}, run)

  expect(run).toHaveBeenCalledTimes(1)
})

it('takes off the headers that others add, and only those', async () => {
  await using relay = await startRelay()
  const add = (message: unknown): void => {
    if (!isRequestCreation(message)) return
    message.request.addHeader(
      'traceparent',
      '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    )
  }
  subscribe('undici:request:create', add)
  using poster = posterFor(relay.dsn)

  await poster.post(envelope, headersFor(relay.dsn))
  unsubscribe('undici:request:create', add)

  const [{ headers } = { headers: {} }] = relay.envelopes
  expect(headers).not.toHaveProperty('traceparent')
  expect(headers).toMatchObject(headersFor(relay.dsn))
})

it('marks the scope where a Sentry SDK can do no more than that', () => {
  const marks: unknown[] = []
  const scope = { setSDKProcessingMetadata: (mark: unknown) => marks.push(mark) }
  const acs = { withScope: (run: (scope: unknown) => void) => run(scope) }
  vi.stubGlobal('__SENTRY__', { version: '11.0.0', '11.0.0': { acs } })

  untraced({}, () => marks.push('ran'))

  expect(marks).toEqual([{ __SENTRY_SUPPRESS_TRACING__: true }, 'ran'])
})
