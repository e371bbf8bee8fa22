import { once } from 'node:events'
import { hostname } from 'node:os'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { startRelay, type Relay, type StoredLog } from '../../../../test/support/relay.ts'
import { severityOf, timeOf, type StoredLine } from '../../../../test/support/stored-line.ts'
import { createSentryStream, type PinoOptions } from '../../src/index.ts'

/** What Sentry stored of one line; its time is told where it is not, to a second, that of the call. */
export interface Stored extends StoredLine {
  /** Absent where it is the trace of the process, without a span. */
  readonly trace?: { readonly traceId: string; readonly spanId: string | undefined }
}

export type Logger = pino.Logger<string>
export type Log = (logger: Logger) => void

/** A logger's own options, and those of its stream or transport to Sentry. */
export interface Setup extends pino.LoggerOptions<string> {
  readonly sentry?: PinoOptions
}

/** One row of a table: what is true, of which logger, of which calls, and what Sentry stores. */
export type Row = [title: string, setup: Setup, log: Log, ...stored: Stored[]]

type Transport = ReturnType<typeof pino.transport>

const target = fileURLToPath(new URL('../../dist/index.mjs', import.meta.url))
// However busy the machine is, the lines are delivered.
const shutdownTimeoutMs = 9000
const processTrace = 'c0ffee00'.repeat(4)

/** Expects a line of level info. */
export function info(body: string, attributes: Stored['attributes'] = {}): Stored {
  return { level: 30, severity: 'info 9', body, attributes }
}

/** Expects a line of level error. */
export function error(body: string, attributes: Stored['attributes'] = {}): Stored {
  return { level: 50, severity: 'error 17', body, attributes }
}

/** Expects what every line carries to be missing. */
export const absent = 'absent'

/** Expects a whole number that is sent as a double. */
export const double = (value: number): object => ({ double: value })

/** Gives the attributes that tell an error, with the stacks of what caused it. */
export function exception(error: Error, ...causes: readonly Error[]): Record<string, unknown> {
  return {
    'exception.type': error.constructor.name,
    'exception.message': error.message,
    'exception.stacktrace': [error, ...causes].map(({ stack }) => stack).join('\nCaused by: '),
  }
}

type RecordLogs<Result> = (log: Log, setup?: Setup) => Promise<Result>

/** Lets a real logger log, and gives what Sentry stored. */
export interface Records {
  /** What arrived by the stream, which must be the same as by the transport. */
  readonly record: RecordLogs<Stored[]>
  readonly recordBoth: RecordLogs<{ readonly stream: Stored[]; readonly transport: Stored[] }>
}

/**
 * Lets loggers log to the stream of this thread, and again to the transport in pino's worker, which
 * runs what is built.
 *
 * For a file whose tests share this one call. Loggers that tell the worker the same share one.
 */
export function useRecords(): Records {
  const transports = new Map<string, Transport>()
  let relays: { readonly stream: Relay; readonly transport: Relay }

  beforeAll(async () => {
    vi.stubEnv('SENTRY_TRACE', `${processTrace}-${'b'.repeat(16)}`)
    relays = { stream: await startRelay(), transport: await startRelay() }
  })

  afterEach(() => {
    for (const { problems } of Object.values(relays)) expect(problems).toEqual([])
  })

  afterAll(async () => {
    vi.unstubAllEnvs()
    for (const transport of transports.values()) {
      transport.end()
      await once(transport, 'close')
    }
    for (const relay of Object.values(relays)) await relay.close()
  })

  const transportOf = ({ sentry, customLevels, messageKey, errorKey }: Setup): Transport => {
    const key = JSON.stringify({ sentry, customLevels, messageKey, errorKey })
    const known = transports.get(key)
    if (known !== undefined) return known
    const options = { ...relays.transport.options, shutdownTimeoutMs, ...sentry }
    // Node resolves the worker's imports without the tests' own conditions.
    const transport = pino.transport({ target, options, worker: { execArgv: [] } })
    transports.set(key, transport)
    return transport
  }

  const recordBoth: Records['recordBoth'] = async (log, setup = {}) => {
    const { sentry, ...options } = setup
    const stream = createSentryStream({ ...relays.stream.options, shutdownTimeoutMs, ...sentry })
    const loggers = [stream, transportOf(setup)].map((destination) =>
      pino({ level: 'trace', ...options }, destination),
    )
    const start = Date.now()
    for (const logger of loggers) log(logger)
    for (const logger of loggers) await flush(logger)
    const end = Date.now()
    stream.end()
    const storedBy = ({ logs }: Relay): Stored[] =>
      logs
        .splice(0)
        .toSorted(byTime)
        .map((log) => toStored(log, start, end))
    return { stream: storedBy(relays.stream), transport: storedBy(relays.transport) }
  }

  const record: Records['record'] = async (log, setup) => {
    const { stream, transport } = await recordBoth(log, setup)
    expect(transport).toEqual(stream)
    return stream
  }

  return { record, recordBoth }
}

const flush = (logger: Logger): Promise<void> =>
  new Promise((resolve, reject) =>
    logger.flush((error) => (error === undefined ? resolve() : reject(error))),
  )

// A fatal line does not wait for company, so it may arrive out of order.
const byTime = (a: StoredLog, b: StoredLog): number =>
  a.timestamp - b.timestamp || sequenceOf(a) - sequenceOf(b)

const sequenceOf = ({ attributes }: StoredLog): number =>
  Number(attributes['sentry.timestamp.sequence'])

const everywhere = new Map<string, unknown>([
  ['process.pid', process.pid],
  ['server.address', hostname()],
  ['sentry.environment', 'production'],
  ['sentry.origin', 'auto.log.pino'],
  ['sentry.sdk.name', 'logs-to-sentry.pino'],
])

const toldElsewhere = new Set([
  'pino.logger.level',
  'sentry.sdk.version',
  'sentry.severity_number',
  'sentry.timestamp.sequence',
])

function toStored(log: StoredLog, start: number, end: number): Stored {
  const attributes: Record<string, unknown> = {}
  for (const [name, value] of everywhere) {
    if (log.attributes[name] !== value) attributes[name] = log.attributes[name] ?? absent
  }
  for (const [name, value] of Object.entries(log.attributes)) {
    if (everywhere.has(name) || toldElsewhere.has(name)) continue
    const isDouble = log.types[name] === 'double' && Number.isInteger(value)
    attributes[name] = isDouble ? double(Number(value)) : value
  }
  const time = timeOf(log)
  const { traceId, spanId } = log
  return {
    level: log.attributes['pino.logger.level'],
    severity: severityOf(log),
    body: log.body,
    attributes,
    ...((time < start - 1000 || time > end + 1000) && { time }),
    ...((traceId !== processTrace || spanId !== undefined) && { trace: { traceId, spanId } }),
  }
}
