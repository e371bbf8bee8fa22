import winston from 'winston'
import { expect, test } from 'vitest'
import { logEntry } from './infos.ts'
import { info, useRecords, type Row } from './support/records.ts'

const stored = useRecords()
const format = winston.format.splat()

const template = (text: string, ...parameters: readonly unknown[]): Record<string, unknown> => ({
  'sentry.message.template': text,
  ...Object.fromEntries(
    parameters.map((parameter, place) => [`sentry.message.parameter.${place}`, parameter]),
  ),
})

test.each<Row>([
  ['text', (logger) => logger.info('hi'), info('hi')],
  ['empty text', (logger) => logger.info(''), info('')],
  ['a number', (logger) => logger.info(42), info('42')],
  ['null', (logger) => logger.info(null), info('')],
  ['undefined', (logger) => logger.info(undefined), info('')],
  ['nothing at all', (logger) => logger.log('info', ''), info('')],
  ['true', (logger) => logger.info(true), info('true')],
  ['a list', (logger) => logger.info(['a', 1]), info('["a",1]')],
  ['a list with an object', (logger) => logger.info([1, { b: 2 }]), info('[1,{"b":2}]')],
  ['an object', (logger) => logger.info({ a: 1 }), info('{"a":1}', { a: 1 })],
  [
    'an object with a message',
    (logger) => logger.info({ message: 'hi', a: 1 }),
    info('hi', { a: 1 }),
  ],
  ['an object with a msg', (logger) => logger.info({ msg: 'hi', a: 1 }), info('hi', { a: 1 })],
  [
    'an object with names that are secret',
    (logger) => logger.info({ password: 'x' }),
    info('{"password":"[Filtered]"}', { password: '[Filtered]' }),
  ],
  ['a symbol', (logger) => logger.info(Symbol('x')), info('Symbol(x)')],
  ['a BigInt', (logger) => logger.info(10n), info('10')],
  ['a function', (logger) => logger.info(() => 1), info('[Function]')],
  ['a Buffer', (logger) => logger.info(Buffer.from('hi')), info('<Buffer 2 bytes>')],
  [
    'a Date',
    (logger) => logger.info(new Date('2026-11-23T12:00:00Z')),
    info('2026-11-23T12:00:00.000Z'),
  ],
  ['a Map', (logger) => logger.info(new Map([['a', 1]])), info('{"a":1}')],
  [
    'an object as the one argument of log()',
    (logger) => logger.log('info', { message: 'hi', a: 1 }),
    info('hi', { a: 1 }),
  ],
  [
    'a list as the one argument of log()',
    (logger) => logger.log('info', ['a', 1]),
    info('["a",1]'),
  ],
  [
    'a Date as the one argument of log()',
    (logger) => logger.log('info', new Date('2026-11-23T12:00:00Z')),
    info('2026-11-23T12:00:00.000Z'),
  ],
  ['no message', (logger) => logEntry(logger, { level: 'info', a: 1 }), info('', { a: 1 })],
  [
    'no message, under simple(), which writes one that is none',
    (logger) => logEntry(logger, { level: 'info', a: 1 }),
    info('', { a: 1 }),
    { format: winston.format.simple() },
  ],
])('a message that is %s', async (_what, log, expected, setup) => {
  expect(await stored(log, setup)).toStrictEqual([expected])
})

test.each<Row>([
  [
    'fields beside it',
    (logger) => logger.info('hi', { a: 1, nested: { b: [1, 2] } }),
    info('hi', { a: 1, 'nested.b': [1, 2] }),
  ],
  [
    'a text and fields for its hole',
    (logger) => logger.info('hi %s', 'ann', { a: 1 }),
    info('hi ann', { ...template('hi %s', 'ann'), a: 1 }),
  ],
  [
    'the same under splat(), which tells no template',
    (logger) => logger.info('hi %s', 'ann', { a: 1 }),
    info('hi ann', { a: 1 }),
    { format },
  ],
  [
    'arguments of every kind',
    (logger) => logger.info('%s %d %i %f %j', 'a', 1.5, 2.5, '3.5', { b: 1 }),
    info('a 1.5 2 3.5 {"b":1}', template('%s %d %i %f %j', 'a', 1.5, 2.5, '3.5', '{"b":1}')),
  ],
  [
    'a per cent sign',
    (logger) => logger.info('%d%% of %s', 99, 'x'),
    info('99% of x', template('%d%% of %s', 99, 'x')),
  ],
  ['a per cent sign under splat()', (logger) => logger.info('%d%%', 99), info('99%'), { format }],
  [
    'too few arguments',
    (logger) => logger.info('%s and %s', 'a'),
    info('a and %s', template('%s and %s', 'a')),
  ],
  ['holes, and no argument', (logger) => logger.info('%s and %s'), info('%s and %s')],
  [
    'an argument that nothing takes in',
    (logger) => logger.info('hi', 'ann', { a: 1 }),
    info('hi', { 'splat.0': 'ann', a: 1 }),
  ],
  [
    'the same under splat(), which spreads the text over 0, 1 and 2',
    (logger) => logger.info('hi', 'ann', { a: 1 }),
    info('hi', { 'splat.0': 'ann', a: 1 }),
    { format },
  ],
  ['a number beside it', (logger) => logger.info('hi', 42), info('hi', { 'splat.0': 42 })],
  ['a list beside it', (logger) => logger.info('hi', [1, 2]), info('hi', { 'splat.0': [1, 2] })],
  [
    'a list beside it, under splat(), which spreads it over 0 and 1',
    (logger) => logger.info('hi', [1, 2]),
    info('hi', { 'splat.0': [1, 2] }),
    { format },
  ],
  ['null beside it', (logger) => logger.info('hi', null), info('hi')],
  [
    'two objects, the first of which wins',
    (logger) => logger.info('hi', { a: 1 }, { a: 2, b: 3 }),
    info('hi', { a: 1, b: 3 }),
  ],
  [
    'two objects under splat(), the last of which wins',
    (logger) => logger.info('hi', { a: 1 }, { a: 2, b: 3 }),
    info('hi', { a: 2, b: 3 }),
    { format },
  ],
  [
    'a message in the fields, which winston joins to it',
    (logger) => logger.info('a', { message: 'b', c: 1 }),
    info('a b', { c: 1 }),
  ],
  [
    'arguments under the name that splat() takes them by',
    (logger) => logEntry(logger, { level: 'info', message: 'hi %s', splat: ['ann', { a: 1 }] }),
    info('hi ann', { ...template('hi %s', 'ann'), a: 1 }),
  ],
  [
    'the same under splat()',
    (logger) => logEntry(logger, { level: 'info', message: 'hi %s', splat: ['ann'] }),
    info('hi ann'),
    { format },
  ],
  [
    'a field named splat that is no list',
    (logger) => logger.info('hi', { splat: 'x' }),
    info('hi', { splat: 'x' }),
  ],
])('a message with %s', async (_what, log, expected, setup) => {
  expect(await stored(log, setup)).toStrictEqual([expected])
})

const shadows = { level: 'gold', message: 'there', timestamp: 'today', label: 'red' }

test.each<Row>([
  [
    'level is lost to winston, message joined by it, label the name of the logger',
    (logger) => logger.info('hi', shadows),
    info('hi there', { timestamp: 'today', 'logger.name': 'red' }),
  ],
  [
    'all are attributes where winston does not merge them',
    (logger) => logger.info('hi %s', 'ann', shadows),
    info('hi ann', { ...template('hi %s', 'ann'), ...shadows }),
  ],
  [
    'level is an attribute where splat() writes it over the level',
    (logger) => logger.info('hi %s', 'ann', shadows),
    info('hi ann', { level: 'gold', timestamp: 'today', 'logger.name': 'red' }),
    { format },
  ],
  [
    'all are attributes of an object that is the message',
    (logger) => logger.info({ level: 'gold', timestamp: 'today', label: 'red' }),
    info('{"level":"gold","timestamp":"today","label":"red"}', {
      level: 'gold',
      timestamp: 'today',
      label: 'red',
    }),
  ],
])("fields of winston's own names: %s", async (_what, log, expected, setup) => {
  expect(await stored(log, setup)).toStrictEqual([expected])
})
