import { Writable } from 'node:stream'
import bunyan from 'bunyan'
import pino from 'pino'
import winston from 'winston'
import { expect, test } from 'vitest'
import type { Stats } from '../packages/core/src/index.ts'
import { reasonOf } from '../packages/core/src/values/error-like.ts'
import { nastyValues } from '../packages/core/test/support/values.ts'
import { keepTemplates, sentryStream } from '../packages/bunyan/src/index.ts'
import { createSentryStream, sentryLogMethod } from '../packages/pino/src/index.ts'
import { SentryTransport } from '../packages/winston/src/index.ts'
import type { Relay } from './support/relay.ts'
import { useRelay } from './support/use-relay.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

/** What the three loggers have in common. */
interface Logger {
  info(...args: unknown[]): unknown
  child(fields: object): Logger
}

/** The ways to hand a value to a logger. */
const calls: Readonly<Record<string, (logger: Logger, value: unknown) => unknown>> = {
  alone: (logger, value) => logger.info(value),
  'before a message': (logger, value) => logger.info(value, 'text'),
  'behind a message': (logger, value) => logger.info('text', value),
  'for a hole': (logger, value) => logger.info('text %s', value),
  'for holes as JSON and as an object': (logger, value) => logger.info('text %j %o', value, value),
  'as a field': (logger, value) => logger.info({ value }, 'text'),
  'as a field behind a message': (logger, value) => logger.info('text', { value }),
  'as the error': (logger, value) => logger.info({ err: value }, 'text'),
  'as any error, without a message': (logger, value) => logger.info({ failure: value }),
  'as the message in fields': (logger, value) => logger.info({ msg: value, message: value }),
  'as level and trace': (logger, value) => logger.info({ level: value, trace_id: value }, 'text'),
  'as stack and cause': (logger, value) => logger.info({ stack: value, cause: value }, 'text'),
  'in an error': (logger, value) =>
    logger.info(Object.assign(new Error('e'), { value, cause: value })),
  'to a child': (logger, value) => logger.child({ value }).info('text %s', value),
}

/** What a logger itself reads without end, or takes too long to write so often. */
const unbearable = /endless|on and on|million|megabyte|thousand/
const values = Object.entries(nastyValues).filter(([kind]) => !unbearable.test(kind))

/** A destination that counts. */
class Counter extends Writable {
  lines = 0

  override write(): boolean {
    this.lines += 1
    return true
  }
}

/** Ours, as far as it counts. */
interface Ours {
  readonly stats: Stats
  flush(timeoutMs: number): Promise<boolean>
}

/** A logger that writes to another destination alone, and one that writes to ours. */
interface Pair {
  readonly without: Logger
  readonly ours: Ours
  readonly with: Logger
}

const pairs: Readonly<Record<string, (counter: Counter) => Pair>> = {
  pino: (counter) => {
    const ours = createSentryStream({ dsn: relay.dsn })
    const hooks = { logMethod: sentryLogMethod() }
    return { without: pino(counter), ours, with: pino({ hooks }, ours) }
  },
  winston: (stream) => {
    const ours = new SentryTransport({ dsn: relay.dsn })
    return {
      without: winston.createLogger({ transports: new winston.transports.Stream({ stream }) }),
      ours,
      with: winston.createLogger({ transports: ours }),
    }
  },
  bunyan: (stream) => {
    const entry = sentryStream({ dsn: relay.dsn })
    return {
      without: bunyan.createLogger({ name: 'shop', streams: [{ type: 'raw', stream }] }),
      ours: entry.stream,
      with: keepTemplates(bunyan.createLogger({ name: 'shop', streams: [entry] })),
    }
  },
}

/** What a call throws; undefined where it throws nothing. */
function thrownBy(call: () => unknown): unknown {
  try {
    call()
    return undefined
  } catch (error) {
    return `throws ${reasonOf(error)}`
  }
}

test.each(Object.entries(pairs))(
  'whatever is logged, and however, a call of %s ends as it does without us, and its line arrives',
  async (_name, make) => {
    const counter = new Counter()
    const pair = make(counter)
    const differences: unknown[] = []
    for (const [way, call] of Object.entries(calls)) {
      for (const [kind, value] of values) {
        const [lines, { captured }] = [counter.lines, pair.ours.stats]
        const without = thrownBy(() => call(pair.without, value()))
        const withOurs = thrownBy(() => call(pair.with, value()))
        const isSame = pair.ours.stats.captured - captured === counter.lines - lines
        if (without !== withOurs || !isSame) differences.push({ way, kind, without, withOurs })
      }
      await pair.ours.flush(9000)
    }

    expect(differences).toEqual([])
    const { captured, dropped } = pair.ours.stats
    // A line that pino has broken is none.
    expect(relay.logs).toHaveLength(captured - (dropped.internal_sdk_error ?? 0))
  },
)
