import { format } from 'node:util'
import { expect, test } from 'vitest'
import { info, useRecords, type Log } from './support/records.ts'

const { stored, storedRaw, storedText } = useRecords()

class Ticket {
  readonly id = 7
  toString(): string {
    return `ticket ${this.id}`
  }
}

test.each<[unknown[]]>([
  [['hi']],
  [['']],
  [['100%']],
  [['100%% sure']],
  [['%s and %s', 'a', 2]],
  [['%s and %s', 'a']],
  [['%s', 'a', 'b', { c: 1 }]],
  [['%d%% of %s', 99, 'x']],
  [['%i %f %d', '4.5', '4.5', 4n]],
  [['%j %o %O', { a: 1 }, [1], { b: { c: 2 } }]],
  [['%s %s %s', null, undefined, true]],
  [['%%s %s', 'x']],
  [['%c%s', 'color: red', 'x']],
  [['%x %s', 'y']],
  [['%s', new Ticket()]],
  [['took', 35, 'ms']],
  [[42]],
  [[true, 'story']],
  [[undefined, 'x']],
  [[10n]],
  [[Symbol('s')]],
  [[['a', { b: 1 }], 'x']],
  [[[]]],
])('the message of %o is what util.format makes of it', async ([...args]) => {
  expect(await stored((logger) => logger.info(args[0], ...args.slice(1)))).toStrictEqual([
    info(format(...args)),
  ])
})

test.each<[string, Log, string]>([
  ['fields and a text', (logger) => logger.info({}, 'hi %s', 'ann'), 'hi ann'],
  ['fields and a number', (logger) => logger.info({}, 42), '42'],
  ['fields alone', (logger) => logger.info({}), ''],
  ['null', (logger) => logger.info(null), ''],
  ['null and a text', (logger) => logger.info(null, 'hi'), 'hi'],
  ['a Buffer', (logger) => logger.info(Buffer.from('hi')), '<Buffer 68 69>'],
  ['a Buffer and a text', (logger) => logger.info(Buffer.from('hi'), 'x'), '<Buffer 68 69> x'],
  ['a function', (logger) => logger.info(Math.max), '[Function: max]'],
])('the message of %s', async (_what, log, body) => {
  expect(await stored(log)).toStrictEqual([info(body)])
})

test('a call without arguments asks for the level, and logs nothing', async () => {
  expect(await stored((logger) => expect(logger.info()).toBe(true))).toStrictEqual([])
})

test('bunyan writes its message over a field msg', async () => {
  expect(await stored((logger) => logger.info({ msg: 'mine' }, 'hi'))).toStrictEqual([info('hi')])
  expect(await stored((logger) => logger.child({ msg: 'mine' }).info({}))).toStrictEqual([info('')])
})

test('lone surrogates in a message are repaired', async () => {
  expect(await stored((logger) => logger.info('a\uD800b %s', '\uDC00'))).toStrictEqual([
    info('a\uFFFDb \uFFFD'),
  ])
})

test('lines of one message in one millisecond stay in the order of their calls', async () => {
  const time = new Date()
  const log: Log = (logger) => {
    for (const body of ['a', 'b', 'c']) logger.info({ time }, body)
  }

  for (const store of [storedRaw, storedText]) {
    expect((await store(log)).map(({ body }) => body)).toStrictEqual(['a', 'b', 'c'])
  }
})
