import { expect, test } from 'vitest'
import { error, exception, info, useRecords, type Log, type Row } from './support/records.ts'

const { record } = useRecords()

const boom = new RangeError('boom')

/** Calls `log.info` with anything, as JavaScript may. */
const calling =
  (...args: readonly unknown[]): Log =>
  (log) =>
    Reflect.apply(log.info, log, args)

test.each<[title: string, args: readonly unknown[], body: string]>([
  ['text is the body', ['hi'], 'hi'],
  ['empty text is a body', [''], ''],
  [
    'the arguments of a message are filled in by pino',
    ['%s has %d, %j', 'a', 2, { b: 1 }],
    'a has 2, {"b":1}',
  ],
  ['a percent sign without an argument stays', ['100% of %s'], '100% of %s'],
  [
    'arguments without a place in the message are dropped by pino itself',
    ['hi', { a: 1 }, 2],
    'hi',
  ],
  ['a number is a text', [{}, 42], '42'],
  ['a boolean is a text', [{}, true], 'true'],
  ['null is an empty body', [{}, null], ''],
  [
    'a number that JSON has no text for is an empty body, as pino writes null',
    [{}, Number.NaN],
    '',
  ],
  ['an object is JSON text', [{}, { a: { b: [1] } }], '{"a":{"b":[1]}}'],
  ['a list is JSON text', [{}, [1, 'a']], '[1,"a"]'],
  [
    'what is sensitive in an object is filtered',
    [{}, { user: { password: 'a' } }],
    '{"user":{"password":"[Filtered]"}}',
  ],
  ['a number alone is the message', [42], '42'],
  ['a boolean alone is the message', [true], 'true'],
  ['a BigInt alone is the message', [10n], '10'],
  ['no message is an empty body', [{}], ''],
  ['nothing at all is an empty body', [], ''],
  ['undefined is an empty body', [undefined], ''],
  ['null alone is an empty body', [null], ''],
  ['a field msg is the message', [{ msg: 'own' }], 'own'],
  ['of a field msg and a message the message wins', [{ msg: 'own' }, 'x'], 'x'],
  ['a field msg may be a number', [{ msg: 42 }], '42'],
  ['a field msg may be null', [{ msg: null }], ''],
  ['a field msg may be an object', [{ msg: { a: 1 } }], '{"a":1}'],
  [
    'lines and controls in a text are kept',
    ['a\nb\tc\u0000\u001b[1m"\\'],
    'a\nb\tc\u0000\u001b[1m"\\',
  ],
  ['lone surrogates in a text are repaired', ['a\ud800b'], 'a\ufffdb'],
])('message: %s', async (_title, args, body) => {
  expect(await record(calling(...args))).toEqual([info(body)])
})

test.each<Row>([
  [
    'a line without a message does not borrow that of a field',
    {},
    calling({ message: 'field', error: { message: 'field' } }),
    info('', { message: 'field', 'error.message': 'field' }),
  ],
  [
    'a line without a message has that of its error, also where pino did not take it from there',
    { mixin: () => ({ err: boom }) },
    (log) => log.error({ a: 1 }),
    error('boom', { ...exception(boom), a: 1 }),
  ],
  [
    'what a serializer made of the message is the body',
    { serializers: { msg: (text: string) => text.toUpperCase() } },
    (log) => log.info('hi'),
    info('HI'),
  ],
  [
    'a list in place of the fields is spread over its indices, as pino writes it',
    {},
    calling(['a', { b: 1 }]),
    info('', { 0: 'a', '1.b': 1 }),
  ],
  [
    'a line that pino itself breaks is lost alone',
    {},
    (log) => {
      calling('before')(log)
      calling(Symbol('x'))(log)
      calling('after')(log)
    },
    info('before'),
    info('after'),
  ],
])('%s', async (_title, setup, log, ...stored) => {
  expect(await record(log, setup)).toEqual(stored)
})
