import { hostname } from 'node:os'
import { inspect } from 'node:util'
import bunyan from 'bunyan'
import { beforeEach, expect, onTestFinished, vi } from 'vitest'
import type { Relay, StoredLog } from '../../../../test/support/relay.ts'
import { severityOf, timeOf, type StoredLine } from '../../../../test/support/stored-line.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { sentryStream, type SentryStreamEntry, type SentryStreamOptions } from '../../src/index.ts'

/** What Sentry stored of one line. */
export interface Stored extends StoredLine {
  /** The ids of trace and span, joined by `-`; absent where the line belongs to none. */
  readonly trace?: string
}

export type Log = (logger: bunyan) => unknown

/** A logger's own options, and those of its stream to Sentry. */
export interface Setup extends Partial<Omit<bunyan.LoggerOptions, 'streams'>> {
  readonly sentry?: Omit<SentryStreamOptions, 'dsn'>
}

/** Lets a real logger log to the relay, and gives what was stored. */
export type Store = (log: Log, setup?: Setup) => Promise<Stored[]>

export interface Stores {
  /** Through a stream that gets objects, and once more through one that gets lines of JSON: both must say the same. */
  readonly stored: Store
  /** Through a stream of type `raw`, which gets objects. */
  readonly storedRaw: Store
  /** Through a stream of any other type, which gets lines of JSON. */
  readonly storedText: Store
}

/** Expects what `logger.info` logs. */
export function info(body: string, attributes: Stored['attributes'] = {}): Stored {
  return { level: 30, severity: 'info 9', body, attributes }
}

/** Expects what `logger.error` logs. */
export function error(body: string, attributes: Stored['attributes'] = {}): Stored {
  return { level: 50, severity: 'error 17', body, attributes }
}

/** Gives the attributes that tell an error, with the stacks of what caused it. */
export function exception(error: Error, ...causes: readonly Error[]): Record<string, unknown> {
  return {
    'exception.type': error.constructor.name,
    'exception.message': error.message,
    'exception.stacktrace': [error, ...causes].map(({ stack }) => stack).join('\nCaused by: '),
  }
}

/** Stores for the tests of a file that share this one call. */
export function useRecords(): Stores {
  let relay: Relay
  useRelay((started) => {
    relay = started
  })
  beforeEach(() => {
    vi.stubEnv('SENTRY_TRACE', `${processTrace}-00000000000000a1`)
    return () => vi.unstubAllEnvs()
  })
  const storeThrough =
    (register: (entry: SentryStreamEntry) => bunyan.Stream): Store =>
    async (log, { sentry, ...options } = {}) => {
      const entry = sentryStream({ ...relay.options, level: 'trace', ...sentry })
      onTestFinished(() => void entry.stream.end())
      const before = new Witness()
      const after = new Witness()
      const streams = [before.entry, register(entry), after.entry]
      const earlier = relay.logs.length
      const start = Date.now()
      await log(bunyan.createLogger({ name: 'shop', ...options, streams }))
      const end = Date.now()
      await entry.stream.flush(9000)
      expect(after.looks).toStrictEqual(before.looks)
      expect(after.records.every((record, index) => record === before.records[index])).toBe(true)
      return relay.logs.slice(earlier).map((stored) => toStored(stored, start, end))
    }
  const storedRaw = storeThrough((entry) => entry)
  const storedText = storeThrough(({ stream, level }) => ({
    type: 'stream',
    stream,
    ...(level !== undefined && { level }),
  }))
  const stored: Store = async (...args) => {
    const raw = await storedRaw(...args)
    expect(await storedText(...args)).toStrictEqual(raw)
    return raw
  }
  return { stored, storedRaw, storedText }
}

/** A stream that takes everything, and remembers how it looked. */
class Witness {
  readonly records: unknown[] = []
  readonly looks: string[] = []
  readonly entry: bunyan.Stream = {
    type: 'raw',
    level: 0,
    stream: Object.assign(new bunyan.RingBuffer({}), {
      write: (record: unknown) => {
        this.records.push(record)
        this.looks.push(inspect(record, { depth: Infinity, showHidden: true }))
        return true
      },
    }),
  }
}

const processTrace = '0123456789abcdef0123456789abcdef'

/** What the lines of these tests have where nothing else is said. */
const usual: Readonly<Record<string, unknown>> = {
  'logger.name': 'shop',
  'process.pid': process.pid,
  'server.address': hostname(),
  'sentry.environment': 'production',
  'sentry.origin': 'auto.log.bunyan',
  'sentry.sdk.name': 'logs-to-sentry.bunyan',
  'sentry.sdk.version': '0.1.0',
}

function toStored(log: StoredLog, start: number, end: number): Stored {
  const {
    'bunyan.logger.level': level,
    'sentry.severity_number': severityNumber,
    'sentry.timestamp.sequence': _sequence,
    ...attributes
  }: Record<string, unknown> = log.attributes
  // Sentry only stores the number where it is an attribute.
  const isFirst = Number(log.severityNumber) % 4 === 1
  expect(severityNumber).toBe(isFirst ? undefined : log.severityNumber)
  for (const [name, value] of Object.entries(usual)) {
    // What is missing shows as undefined.
    if (attributes[name] === value) delete attributes[name]
    else attributes[name] ??= undefined
  }
  const time = timeOf(log)
  const trace = [log.traceId, log.spanId].filter((id) => id !== undefined).join('-')
  return {
    level,
    severity: severityOf(log),
    body: log.body,
    attributes,
    ...((time < start || time > end) && { time }),
    ...(trace !== processTrace && { trace }),
  }
}
