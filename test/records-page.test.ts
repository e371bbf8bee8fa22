import { compileFunction } from 'node:vm'
import bunyan from 'bunyan'
import pino from 'pino'
import { expect, test } from 'vitest'
import winston from 'winston'
import { keepTemplates, sentryStream, type SentryStreamOptions } from '@logs-to-sentry/bunyan'
import { close, flush, init, logger } from '@logs-to-sentry/core'
import { createSentryStream, sentryLogMethod, type PinoOptions } from '@logs-to-sentry/pino'
import { sentryFormat, SentryTransport, type SentryTransportOptions } from '@logs-to-sentry/winston'
import type { Relay, StoredLog } from './support/relay.ts'
import { useRelay } from './support/use-relay.ts'
import { namesOnEvery, recordRows, type RecordRow } from './support/records-page.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

/** What the calls of a section may name; `sentry` makes our part of the logger's config. */
const scopes: Readonly<Record<string, () => object>> = {
  logger: () => ({ logger }),
  pino: () => {
    const sentry = (options: PinoOptions = {}): object =>
      createSentryStream({ ...relay.options, ...options })
    return { pino, sentry, sentryLogMethod, log: pino(createSentryStream({ ...relay.options })) }
  },
  winston: () => {
    const sentry = (options: SentryTransportOptions = {}): SentryTransport =>
      new SentryTransport({ ...relay.options, ...options })
    return {
      winston,
      sentry,
      sentryFormat,
      log: winston.createLogger({ level: 'silly', transports: [sentry()] }),
    }
  },
  bunyan: () => {
    const sentry = (options: SentryStreamOptions = {}): object =>
      sentryStream({ ...relay.options, ...options })
    const streams = [sentryStream({ ...relay.options, level: 'trace' })]
    return { bunyan, keepTemplates, sentry, log: bunyan.createLogger({ name: 'shop', streams }) }
  },
}

async function store({ section, call }: RecordRow): Promise<StoredLog> {
  const client = init({ ...relay.options })
  const scope = scopes[section]?.() ?? {}
  Reflect.apply(compileFunction(call, Object.keys(scope)), undefined, Object.values(scope))
  expect(await flush()).toBe(true)
  await client.close()
  await close()
  expect(relay.logs).toHaveLength(1)
  return relay.logs[0] as StoredLog
}

/** Fields and attributes of a log by the names that the page uses for them. */
function told(log: StoredLog): ReadonlyMap<string, unknown> {
  const fields: Readonly<Record<string, unknown>> = {
    body: log.body,
    level: log.level,
    severity_number: log.severityNumber,
    timestamp: log.timestamp,
    trace_id: log.traceId,
    span_id: log.spanId,
  }
  const attributes = Object.entries(log.attributes).map(([name, value]): [string, unknown] => [
    name in fields ? `attributes.${name}` : name,
    value,
  ])
  return new Map([...Object.entries(fields), ...attributes])
}

/** Fields that every log has: a row names them where they are its point. */
const mayBeLeftOut = new Set(['level', 'severity_number', 'timestamp', 'trace_id', 'span_id'])

test.each(recordRows)('$section, $told: $call', async (row) => {
  const all = told(await store(row))
  const named = [...row.stored.keys()]
  const everywhere = namesOnEvery(row.section)
  const added = [...all.keys()].filter((name) => !everywhere.has(name) && !mayBeLeftOut.has(name))

  expect([...all.keys()]).toEqual(expect.arrayContaining(named))
  expect(named).toEqual(expect.arrayContaining(added))
  expect(new Map(named.map((name) => [name, all.get(name)]))).toEqual(
    new Map([...row.stored].map(([name, value]) => [name, value ?? all.get(name)])),
  )
})
