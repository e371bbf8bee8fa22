import { expect, test } from 'vitest'
import { info, useRecords, type Row, type Setup, type Stored } from './support/records.ts'

const { record } = useRecords()

const line = (
  level: number | undefined,
  severity: string,
  attributes: Stored['attributes'] = {},
): Stored => ({ level, severity, body: 'x', attributes })

const named = (name: string): Stored['attributes'] => ({ 'pino.logger.level_name': name })

/** A logger whose lines begin with what this makes of a level. */
const formatted = (level: (name: string, number: number) => object, more: Setup = {}): Setup => ({
  formatters: { level },
  ...more,
})

const upperCase = (name: string): object => ({ level: name.toUpperCase() })
const googleCloud = (name: string): object => ({ severity: name.toUpperCase() })
const audit = { customLevels: { audit: 35 } }

test.each<Row>([
  [
    "pino's own levels are Sentry's, and their numbers are kept",
    {},
    (log) => {
      log.trace('x')
      log.debug('x')
      log.info('x')
      log.warn('x')
      log.error('x')
      log.fatal('x')
    },
    line(10, 'trace 1'),
    line(20, 'debug 5'),
    line(30, 'info 9'),
    line(40, 'warn 13'),
    line(50, 'error 17'),
    line(60, 'fatal 21'),
  ],
  [
    'a custom level goes by its number and keeps its name',
    audit,
    (log) => log.audit?.('x'),
    line(35, 'info 11', named('audit')),
  ],
  [
    'a custom level with a name that is known goes by its name',
    { customLevels: { Notice: 48 } },
    (log) => log.Notice?.('x'),
    line(48, 'info 10', named('Notice')),
  ],
  [
    'a custom level of a child, whose name pino tells nobody, goes by its number',
    {},
    (log) => log.child({}, { customLevels: { loud: 45 } }).loud?.('x'),
    line(45, 'warn 15'),
  ],
  [
    'a custom level below trace is trace, one above fatal is fatal, and a known name wins over any number',
    { customLevels: { low: 1, high: 1000, trace: 77 }, useOnlyCustomLevels: true, level: 'low' },
    (log) => {
      log.low?.('x')
      log.high?.('x')
      log.trace('x')
    },
    line(1, 'trace 1', named('low')),
    line(1000, 'fatal 24', named('high')),
    line(77, 'trace 1', named('trace')),
  ],
  [
    'a custom name for a number of pino is the name of that level',
    { customLevels: { news: 30 }, useOnlyCustomLevels: true, level: 'news' },
    (log) => log.news?.('x'),
    line(30, 'info 9', named('news')),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

test.each<Row>([
  [
    'a level that is text, in any case, keeps its number',
    formatted(upperCase),
    (log) => log.warn('x'),
    line(40, 'warn 13'),
  ],
  [
    'a custom level that is text keeps its name and number',
    formatted(upperCase, audit),
    (log) => log.audit?.('x'),
    line(35, 'info 11', named('audit')),
  ],
  [
    'a custom level of a child that is text goes by its name',
    formatted(upperCase),
    (log) => log.child({}, { customLevels: { critical: 45 } }).critical?.('x'),
    line(undefined, 'fatal 21', named('CRITICAL')),
  ],
  [
    'a level may be named as Google Cloud does, and a field of that name is an attribute',
    formatted(googleCloud),
    (log) => {
      log.warn('x')
      log.info({ severity: 'high' }, 'x')
      log.child({ severity: 'bound', level: 'gold' }).error('x')
    },
    line(40, 'warn 13'),
    line(30, 'info 9', { severity: 'high' }),
    line(50, 'error 17', { severity: 'bound' }),
  ],
  [
    'a level may be named as in the Elastic Common Schema',
    formatted((name) => ({ 'log.level': name })),
    (log) => log.warn({ level: 'gold' }, 'x'),
    line(40, 'warn 13', { level: 'gold' }),
  ],
  [
    'a level may have any name',
    formatted((name) => ({ status: name })),
    (log) => log.warn({ status: 404 }, 'x'),
    line(40, 'warn 13', { status: 404 }),
  ],
  [
    'of a level that is written twice the number counts, and the text is an attribute',
    formatted((name, number) => ({ severity: name, level: number })),
    (log) => log.warn({ level: 'gold' }, 'x'),
    line(40, 'warn 13', { severity: 'warn', level: 'gold' }),
  ],
  [
    'what a formatter writes beside the level are attributes',
    formatted((name, number) => ({ level: name, number, log: { name } })),
    (log) => log.warn({ time: 'noon' }, 'x'),
    line(40, 'warn 13', { number: 40, 'log.name': 'warn', time: 'noon' }),
  ],
  [
    'a line without a level is info',
    formatted(() => ({ app: 'shop' })),
    (log) => log.warn('x'),
    line(undefined, 'info 9', { app: 'shop' }),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})

test.each<Row>([
  [
    'a field named level does not hide the level and is an attribute',
    {},
    (log) => {
      log.error({ level: 'gold' }, 'x')
      log.error({ level: 10 }, 'x')
    },
    line(50, 'error 17', { level: 'gold' }),
    line(50, 'error 17', { level: 10 }),
  ],
  [
    'a binding named level is left out by pino itself',
    {},
    (log) => log.child({ level: 'gold' }).error('x'),
    line(50, 'error 17'),
  ],
  [
    'a field with another name of a level is an attribute',
    {},
    (log) => log.info({ severity: 'high', loglevel: 'debug' }, 'x'),
    { ...info('x'), attributes: { severity: 'high', loglevel: 'debug' } },
  ],
  [
    'levelMap goes by name, in any case, custom or not',
    { ...audit, sentry: { levelMap: { AUDIT: 'error', warn: 3 } } },
    (log) => {
      log.audit?.('x')
      log.warn('x')
    },
    line(35, 'error 17', named('audit')),
    line(40, 'trace 3'),
  ],
  [
    'levelMap goes by number where the name is not in it, of a child as well',
    { ...audit, sentry: { levelMap: { 35: 24, 45: 'debug', audit: 'warn', 40: 'fatal' } } },
    (log) => {
      log.audit?.('x')
      log.warn('x')
      log.child({}, { customLevels: { loud: 45 } }).loud?.('x')
    },
    line(35, 'warn 13', named('audit')),
    line(40, 'fatal 21'),
    line(45, 'debug 5'),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})
