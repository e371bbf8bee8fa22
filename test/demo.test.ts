import { describe, expect, test } from 'vitest'
import { compare, loggers, readNotes, summary, type Log, type Logger } from '../demo/delivered.mjs'
import { table } from '../demo/table.mjs'

const time = 1_700_000_000_123
const timestamp = time / 1000

/** A line of each logger, and the log that belongs to it. */
const pairs: readonly [name: string, line: object, log: Log][] = [
  ['pino', { level: 35, time, msg: 'paid' }, logOf('pino', 35)],
  ['winston', { level: 'audit', message: 'paid' }, logOf('winston', 'audit')],
  ['bunyan', { level: 35, time: new Date(time), msg: 'paid' }, logOf('bunyan', 35)],
  ['logger', { level: 'info', body: 'paid' }, logOf()],
]

function logOf(logger?: string, level?: string | number): Log {
  const attributes = logger && {
    'sentry.origin': { value: `auto.log.${logger}` },
    [`${logger}.logger.level`]: { value: level },
  }
  return {
    timestamp,
    level: 'info',
    severity_number: 11,
    body: 'paid',
    attributes: { ...attributes },
  }
}

function loggerOf(name: string): Logger {
  const logger = loggers.find((candidate) => candidate.name === name)
  if (logger === undefined) throw new Error(`the demo has no ${name}`)
  return logger
}

describe.each(pairs)('a line of %s', (name, line, log) => {
  const logger = loggerOf(name)
  const lines = [JSON.stringify(line)]
  const all = pairs.map(([, , each]) => each)

  test('is delivered by its own log among those of the other loggers', () => {
    expect(compare(logger, lines, all)).toEqual({ delivered: [log], missing: [], unexpected: [] })
  })

  test('is missing without its log', () => {
    const others = all.filter((each) => each !== log)
    expect(compare(logger, lines, others)).toEqual({
      delivered: [],
      missing: lines,
      unexpected: [],
    })
  })

  test('is missing when a log of another body came instead', () => {
    const changed = { ...log, body: 'Paid' }
    expect(compare(logger, lines, [changed])).toEqual({
      delivered: [],
      missing: lines,
      unexpected: [changed],
    })
  })

  test('written twice needs two logs', () => {
    const { delivered, missing } = compare(logger, [...lines, ...lines], [log])
    expect([delivered.length, missing.length]).toEqual([1, 1])
  })

  test('sent twice leaves a log that nobody expected', () => {
    expect(compare(logger, lines, [log, log]).unexpected).toEqual([log])
  })
})

const timed = pairs.filter(([, line]) => 'time' in line)

test.each(timed)('the time of a %s line counts to the millisecond', (name, line, log) => {
  const late = { ...log, timestamp: timestamp + 0.001 }
  expect(compare(loggerOf(name), [JSON.stringify(line)], [late]).missing).toHaveLength(1)
})

test('a line that is no JSON is missing', () => {
  expect(compare(loggerOf('pino'), ['Error: no'], []).missing).toEqual(['Error: no'])
})

test('the last line gives what was delivered of what was logged', () => {
  const counts = [
    { name: 'pino', delivered: 12, logged: 12 },
    { name: 'winston', delivered: 11, logged: 12 },
  ]
  expect(summary(counts)).toBe('delivered: pino 12/12, winston 11/12')
})

test('a client says in its debug output what became of its logs', () => {
  const notes = [
    '[logs-to-sentry] delivering to sentry.example, project 1',
    '[logs-to-sentry] delivered 7 logs',
    '[logs-to-sentry] dropped 2 logs: rate_limited (the endpoint answered 429)',
    '[logs-to-sentry] delivered 3 logs',
  ]

  expect(readNotes(notes)).toEqual({
    delivered: 10,
    losses: ['2 logs: rate_limited (the endpoint answered 429)'],
  })
})

test('a client that is switched off says nothing, and delivered nothing', () => {
  expect(readNotes([])).toEqual({ delivered: 0, losses: [] })
})

describe('the table of received logs', () => {
  test('has its columns aligned', () => {
    const error: Log = {
      ...logOf(),
      level: 'error',
      severity_number: 7,
      body: 'payment\nfailed',
      attributes: { order: { value: 'or_1' }, 'exception.type': { value: 'PaymentError' } },
    }
    expect(table([logOf('pino', 35), error], 100)).toEqual([
      'level  no  origin         body            attributes',
      'info   11  auto.log.pino  paid            pino.logger.level=35',
      'error   7  -              payment failed  exception.type=PaymentError order=or_1',
    ])
  })

  test('leaves out what every log carries', () => {
    const log = { ...logOf('pino', 30), attributes: { 'server.address': { value: 'here' } } }
    expect(table([log], 100)[1]).toBe('info   11  -       paid')
  })

  test('fits the screen', () => {
    const log = {
      ...logOf(),
      body: 'b'.repeat(99),
      attributes: { note: { value: 'n'.repeat(99) } },
    }
    expect(table([log], 60)[1]).toMatch(/^.{59}…$/)
  })
})
