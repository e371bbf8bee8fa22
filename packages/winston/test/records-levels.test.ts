import assert from 'node:assert/strict'
import winston from 'winston'
import { describe, expect, test } from 'vitest'
import { SentryTransport } from '../src/index.ts'
import { useRecords, type Setup } from './support/records.ts'

const stored = useRecords()

const { npm, syslog, cli } = winston.config

/** The level in winston and the severity in Sentry of a line. */
async function severityOf(level: string, setup: Setup = {}): Promise<readonly unknown[]> {
  const lines = await stored((logger) => logger.log(level, 'hi'), setup)
  return lines.map((line) => [line.level, line.severity, line.body])
}

describe.each<[name: string, levels: Record<string, number>, severities: Record<string, string>]>([
  [
    'npm',
    npm.levels,
    {
      error: 'error 17',
      warn: 'warn 13',
      info: 'info 9',
      http: 'debug 7',
      verbose: 'debug 6',
      debug: 'debug 5',
      silly: 'trace 1',
    },
  ],
  [
    'syslog',
    syslog.levels,
    {
      emerg: 'fatal 23',
      alert: 'fatal 22',
      crit: 'fatal 21',
      error: 'error 17',
      warning: 'warn 13',
      notice: 'info 10',
      info: 'info 9',
      debug: 'debug 5',
    },
  ],
  [
    'cli',
    cli.levels,
    {
      error: 'error 17',
      warn: 'warn 13',
      help: 'info 11',
      data: 'info 10',
      info: 'info 9',
      debug: 'debug 5',
      prompt: 'trace 4',
      verbose: 'debug 6',
      input: 'trace 2',
      silly: 'trace 1',
    },
  ],
  [
    "the application's own, of six",
    { gold: 0, silver: 1, bronze: 2, tin: 3, wood: 4, paper: 5 },
    {
      gold: 'fatal 21',
      silver: 'error 17',
      bronze: 'warn 13',
      tin: 'info 9',
      wood: 'debug 5',
      paper: 'trace 1',
    },
  ],
  [
    "the application's own, whose numbers leave gaps",
    { dire: 10, odd: 500, calm: 90_000 },
    { dire: 'fatal 21', odd: 'info 9', calm: 'trace 1' },
  ],
  [
    "the application's own, two of one rank",
    { loud: 0, hot: 0, quiet: 1 },
    { loud: 'fatal 21', hot: 'fatal 21', quiet: 'trace 1' },
  ],
  [
    "the application's own, known names among them",
    { panic: 0, audit: 1, notice: 2, finest: 3 },
    { panic: 'fatal 21', audit: 'warn 13', notice: 'info 10', finest: 'trace 1' },
  ],
  [
    "the application's own, in any case",
    { FATAL: 0, Error: 1, WARNING: 2, 'In Fo': 3, Info: 4 },
    {
      FATAL: 'fatal 21',
      Error: 'error 17',
      WARNING: 'warn 13',
      'In Fo': 'debug 5',
      Info: 'info 9',
    },
  ],
  ["the application's own, a single one", { only: 0 }, { only: 'info 9' }],
])('of the levels %s', (_name, levels, severities) => {
  const level = Object.keys(levels).toSorted((a, b) => (levels[b] ?? 0) - (levels[a] ?? 0))[0] ?? ''

  test('all are told', () => {
    expect(Object.keys(severities)).toStrictEqual(Object.keys(levels))
  })

  test.each(Object.entries(severities))('%s is %s', async (name, severity) => {
    expect(await severityOf(name, { levels, level })).toStrictEqual([[name, severity, 'hi']])
  })

  test.each(Object.entries(severities))('%s is %s in colours', async (name, severity) => {
    winston.addColors(Object.fromEntries(Object.keys(levels).map((level) => [level, 'bold red'])))
    const setup = { levels, level, format: winston.format.colorize({ all: true }) }

    expect(await severityOf(name, setup)).toStrictEqual([[name, severity, 'hi']])
  })
})

describe('the severities that levelMap gives', () => {
  const levelMap = { audit: 'fatal', http: 'warn', silly: 8, INFO: 'debug' } as const

  test.each([
    ['a level of its own', 'audit', 'fatal 21'],
    ['a level that is known', 'http', 'warn 13'],
    ['a number', 'silly', 'debug 8'],
    ['a name in another case', 'info', 'debug 5'],
    ['none', 'error', 'error 17'],
  ])('count: %s', async (_what, level, severity) => {
    const levels = { ...npm.levels, audit: 7 }

    expect(await severityOf(level, { levels, level: 'audit', sentry: { levelMap } })).toStrictEqual(
      [[level, severity, 'hi']],
    )
  })
})

test.each([
  ['warn', ['error', 'warn']],
  ['info', ['error', 'warn', 'info']],
])('a transport of level %s gets what is at least as severe', async (level, expected) => {
  const lines = await stored(
    (logger) => {
      for (const name of Object.keys(npm.levels)) logger.log(name, 'hi')
    },
    { level: 'silly', sentry: { level } },
  )

  expect(lines.map((line) => line.level)).toStrictEqual(expected)
})

test('a silent transport gets nothing', async () => {
  expect(await severityOf('error', { sentry: { silent: true } })).toStrictEqual([])
})

test('a silent logger logs nothing', async () => {
  expect(await severityOf('error', { silent: true })).toStrictEqual([])
})

test.each(['trace', 'fatal'])('a level that winston does not know arrives: %s', async (level) => {
  const known = { trace: 'trace 1', fatal: 'fatal 21' }[level]

  expect(await severityOf(level)).toStrictEqual([[level, known, 'hi']])
})

test("a logger of the application's own levels that has none set sends them all", async () => {
  expect(await severityOf('quiet', { levels: { loud: 0, quiet: 1 } })).toStrictEqual([
    ['quiet', 'trace 1', 'hi'],
  ])
})

test('of loggers that share a transport each counts its own ranks', async () => {
  const lines = await stored(
    (logger) => {
      const transport = logger.transports.find((other) => other instanceof SentryTransport)
      assert(transport)
      const upsideDown = winston.createLogger({
        levels: { low: 0, mid: 1, high: 2 },
        level: 'high',
        transports: [transport],
      })
      for (const level of ['high', 'low']) {
        logger.log(level, 'first')
        upsideDown.log(level, 'second')
      }
    },
    { levels: { high: 0, mid: 1, low: 2 }, level: 'low' },
  )

  expect(lines.map(({ level, severity, body }) => [level, severity, body])).toStrictEqual([
    ['high', 'fatal 21', 'first'],
    ['high', 'trace 1', 'second'],
    ['low', 'trace 1', 'first'],
    ['low', 'fatal 21', 'second'],
  ])
})
