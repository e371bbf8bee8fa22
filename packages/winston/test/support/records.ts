import { inspect } from 'node:util'
import winston from 'winston'
import Transport from 'winston-transport'
import { expect } from 'vitest'
import type { Relay, StoredLog } from '../../../../test/support/relay.ts'
import { severityOf, timeOf, type StoredLine } from '../../../../test/support/stored-line.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import type { SentryTransportOptions } from '../../src/index.ts'
import { createSentryTransport } from './sentry-transport.ts'

export type Stored = StoredLine

export type Log = (logger: winston.Logger) => unknown

/** A logger's own options, and those of its transport to Sentry. */
export interface Setup extends Omit<winston.LoggerOptions, 'transports'> {
  readonly sentry?: Omit<SentryTransportOptions, 'dsn'>
}

/** What is logged, by which logger, and what is stored. */
export type Row = [what: string, log: Log, expected: Stored, setup?: Setup]

/** Expects a line of level info. */
export function info(body: string, attributes: Stored['attributes'] = {}): Stored {
  return { level: 'info', severity: 'info 9', body, attributes }
}

/** Expects a line of level error. */
export function error(body: string, attributes: Stored['attributes'] = {}): Stored {
  return { level: 'error', severity: 'error 17', body, attributes }
}

/** Expects the attributes that tell an error, with the stacks of what caused it. */
export function exception(error: Error, ...causes: readonly Error[]): Record<string, unknown> {
  return {
    'exception.type': error.constructor.name,
    'exception.message': error.message,
    'exception.stacktrace': [error, ...causes].map(({ stack }) => stack).join('\nCaused by: '),
  }
}

/**
 * Gives each test of a file a relay, and a way to let a real logger log to it; that gives what was
 * stored. Transports before and after ours must see the same info, to its hidden fields.
 */
export function useRecords(): (log: Log, setup?: Setup) => Promise<Stored[]> {
  let relay: Relay
  useRelay((started) => {
    relay = started
  })
  return async (log, { sentry, ...options } = {}) => {
    const [before, after] = [new Witness(), new Witness()]
    const transport = createSentryTransport({ ...relay.options, ...sentry })
    const logger = winston.createLogger({ ...options, transports: [before, transport, after] })
    const start = Date.now()
    log(logger)
    const end = Date.now()
    await transport.flush(9000)
    expect(after.looks).toStrictEqual(before.looks)
    expect(after.infos.every((info, index) => info === before.infos[index])).toBe(true)
    const isNow = (timeMs: number): boolean => timeMs >= start && timeMs <= end
    return relay.logs.map((log) => toStored(log, isNow))
  }
}

/** A transport that takes everything, and remembers how it looked. */
class Witness extends Transport {
  readonly infos: unknown[] = []
  readonly looks: string[] = []

  override log(info: unknown, next: () => void): void {
    this.infos.push(info)
    this.looks.push(inspect(info, { depth: Infinity, showHidden: true }))
    next()
  }

  // Takes also what the base class would keep back.
  override _write(info: unknown, _encoding: string, next: () => void): void {
    this.log(info, next)
  }
}

const everywhere = [
  'sentry.environment',
  'sentry.origin',
  'sentry.sdk.name',
  'sentry.sdk.version',
  'sentry.severity_number',
  'sentry.timestamp.sequence',
  'server.address',
  'winston.logger.level',
]

/** Leaves out what every line carries. */
export function toStored(log: StoredLog, isNow = (_timeMs: number) => true): Stored {
  const time = timeOf(log)
  const attributes = { ...log.attributes }
  for (const name of everywhere) delete attributes[name]
  return {
    level: log.attributes['winston.logger.level'],
    severity: severityOf(log),
    body: log.body,
    attributes,
    ...(!isNow(time) && { time }),
  }
}
