import bunyan from 'bunyan'
import { expect, test } from 'vitest'
import { info, useRecords, type Log } from './support/records.ts'

const { stored, storedRaw, storedText } = useRecords()

test('what the application changes after the call does not matter', async () => {
  const logged = await stored((logger) => {
    const order = { id: 'before', items: ['a'] }
    logger.info({ order }, 'hi')
    order.id = 'after'
    order.items.push('b')
  })

  expect(logged).toStrictEqual([info('hi', { 'order.id': 'before', 'order.items': ['a'] })])
})

test('frozen records are read', async () => {
  const fields = Object.freeze({ order: Object.freeze({ id: 'or_1' }) })

  expect(await stored((logger) => logger.info(fields, 'hi'))).toStrictEqual([
    info('hi', { 'order.id': 'or_1' }),
  ])
})

interface Loop {
  readonly id: number
  self?: Loop
}

function loop(): Loop {
  const made: Loop = { id: 1 }
  made.self = made
  return made
}

test('a cycle ends where it closes', async () => {
  expect(await stored((logger) => logger.info({ loop: loop() }, 'hi'))).toStrictEqual([
    info('hi', { 'loop.id': 1, 'loop.self': '[Circular]' }),
  ])
})

test('an object in two places is told twice, but for a cycle beside it in a line of JSON', async () => {
  const log: Log = (logger) => {
    const both = { id: 7 }
    logger.info({ a: both, b: both, loop: loop() }, 'hi')
  }
  const rest = { 'a.id': 7, 'loop.id': 1, 'loop.self': '[Circular]' }

  expect(await storedRaw(log)).toStrictEqual([info('hi', { ...rest, 'b.id': 7 })])
  expect(await storedText(log)).toStrictEqual([info('hi', { ...rest, b: '[Circular]' })])
})

test('a getter that throws costs its own field', async () => {
  const order = {
    id: 7,
    get total(): never {
      throw new Error('no prices')
    },
  }

  expect(await stored((logger) => logger.info({ order, ok: true }, 'hi'))).toStrictEqual([
    info('hi', { 'order.id': 7, 'order.total': '[Throws: no prices]', ok: true }),
  ])
})

test('a field that throws at the top lets bunyan throw out of the call, and nothing is sent', async () => {
  const fields = {
    get total(): never {
      throw new Error('no prices')
    },
  }

  expect(
    await stored((logger) => expect(() => logger.info(fields)).toThrow('no prices')),
  ).toStrictEqual([])
})

test('a proxy that throws at every touch is told of', async () => {
  const trap = (): never => {
    throw new Error('trap')
  }
  const hostile = new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap })

  expect(await storedRaw((logger) => logger.info({ ok: true, hostile }, 'hi'))).toStrictEqual([
    info('hi', { ok: true, hostile: '[Throws: trap]' }),
  ])
})

test('a BigInt is a number where it is safe, else its digits', async () => {
  const fields = { small: 10n, large: 2n ** 70n, list: [1n, 2n] }

  expect(await storedRaw((logger) => logger.info(fields, 'hi'))).toStrictEqual([
    info('hi', { small: 10, large: String(2n ** 70n), list: [1, 2] }),
  ])
})

// So does its optional dependency safe-json-stringify; without that bunyan writes a line that says so.
test('with a stream that gets lines of JSON bunyan throws a BigInt out of the call, and nothing is sent', async () => {
  const logged = await storedText((logger) =>
    expect(() => logger.info({ small: 10n }, 'hi')).toThrow('BigInt'),
  )

  expect(logged).toStrictEqual([])
})

test('an object without a prototype is an object', async () => {
  const order = Object.assign(Object.create(null), { id: 7 })
  const fields = Object.assign(Object.create(null), { order })

  expect(await stored((logger) => logger.info(fields, 'hi'))).toStrictEqual([
    info('hi', { 'order.id': 7 }),
  ])
})

test('a field named __proto__ reaches no prototype, and is lost in bunyan at the top', async () => {
  const fields = JSON.parse('{"__proto__":{"a":1},"user":{"__proto__":{"admin":true},"id":7}}')

  expect(await stored((logger) => logger.info(fields, 'hi'))).toStrictEqual([
    info('hi', { 'user.id': 7, 'user.__proto__.admin': true }),
  ])
  expect({}).not.toHaveProperty('admin')
})

test('values that JSON has no word for are told as they are, or left out', async () => {
  const fields = {
    none: undefined,
    nothing: null,
    act: () => 1,
    mark: Symbol('s'),
    nan: Number.NaN,
    endless: -Infinity,
    since: new Date(0),
    bytes: Buffer.from('abc'),
    map: new Map([['k', 1]]),
    set: new Set(['a']),
    empty: [],
    mixed: [1, 'a'],
    wide: 2 ** 60,
    cut: 'a\uD800',
  }
  const plain = {
    since: '1970-01-01T00:00:00.000Z',
    bytes: '<Buffer 3 bytes>',
    empty: [],
    mixed: '[1,"a"]',
    wide: 2 ** 60,
    cut: 'a\uFFFD',
  }

  expect(await storedRaw((logger) => logger.info(fields, 'hi'))).toStrictEqual([
    info('hi', { ...plain, nan: 'NaN', endless: '-Infinity', map: '{"k":1}', set: '["a"]' }),
  ])
  expect(await storedText((logger) => logger.info(fields, 'hi'))).toStrictEqual([info('hi', plain)])
})

test('a ring buffer beside the stream keeps the very values that were logged', async () => {
  const ring = new bunyan.RingBuffer({ limit: 1 })
  const order = { id: 'or_1', password: 'x', since: new Date(0) }
  await stored((logger) => {
    logger.addStream({ type: 'raw', stream: ring })
    logger.info({ order }, 'hi')
  })
  const [record] = ring.records

  expect(Object.keys(record).toSorted()).toStrictEqual([
    'hostname',
    'level',
    'msg',
    'name',
    'order',
    'pid',
    'time',
    'v',
  ])
  expect(record.order).toBe(order)
  expect(order).toStrictEqual({ id: 'or_1', password: 'x', since: new Date(0) })
})
