import { format as nodeFormat } from 'node:util'
import winston from 'winston'
import { expect, test, vi } from 'vitest'
import { sentryFormat } from '../src/index.ts'
import { logEntry } from './infos.ts'
import { error, exception, info, useRecords } from './support/records.ts'

const { format } = winston
const stored = useRecords()

const splat = (...formats: winston.Logform.Format[]): winston.Logform.Format =>
  format.combine(sentryFormat(), format.splat(), ...formats)

const message = (text: string, ...parameters: readonly unknown[]): Record<string, unknown> => ({
  'sentry.message.template': text,
  ...Object.fromEntries(
    parameters.map((parameter, place) => [`sentry.message.parameter.${place}`, parameter]),
  ),
})

test('sentryFormat keeps template and parameters of a message that splat() fills in', async () => {
  const log = (logger: winston.Logger): unknown =>
    logger.info('%s bought %d for %s', 'ann', 2, true, { order: 7 })

  expect(await stored(log, { format: splat() })).toStrictEqual([
    info('ann bought 2 for true', {
      order: 7,
      ...message('%s bought %d for %s', 'ann', 2, true),
    }),
  ])
})

test('without sentryFormat neither is sent', async () => {
  const log = (logger: winston.Logger): unknown => logger.info('%s bought', 'ann', { order: 7 })

  expect(await stored(log, { format: format.splat() })).toStrictEqual([
    info('ann bought', { order: 7 }),
  ])
})

test.each<[string, unknown[], unknown[]]>([
  ['%s', ['ann'], ['ann']],
  ['%c%d', ['color: red', 7], ['color: red', 7]],
  ['%i of %f', [4.5, 4.5], [4.5, 4.5]],
  ['%j', [{ a: 1 }], ['{"a":1}']],
  ['%o', [[1, 2]], [[1, 2]]],
  ['%O', [{ a: { b: 1 } }], ['{"a":{"b":1}}']],
  ['%s %s', [null, undefined], ['null', 'undefined']],
  ['%d%% of %s', [99, 'x'], [99, 'x']],
  ['%%s %s', ['x'], ['x']],
  ['%%%s', ['x'], ['x']],
  ['%x %s', ['y'], ['y']],
  ['%s and %s', ['only one'], ['only one']],
])('what winston takes for a token is one: %j with %j', async (template, args, parameters) => {
  const log = (logger: winston.Logger): unknown => logger.info(template, ...args)

  expect(await stored(log, { format: splat() })).toStrictEqual([
    info(nodeFormat(template, ...args), message(template, ...parameters)),
  ])
})

test.each<[string, unknown[]]>([
  ['GET %s', ['/caf%c3%a9']],
  ['%s and %s', ['only one']],
  ['%%s %s', ['x']],
  ['%d%%done', [50]],
  ['%c%d', ['color: red', 7]],
  ['%o', [[1, 2]]],
])('what splat() has filled in is not filled in again: %j with %j', async (template, args) => {
  const log = (logger: winston.Logger): unknown => logger.info(template, ...args)
  const expected = [info(nodeFormat(template, ...args))]

  expect(await stored(log, { format: format.splat() })).toStrictEqual(expected)
})

test("what splat() fills in by the transport's own format is not filled in again", async () => {
  const log = (logger: winston.Logger): unknown => logger.info('GET %s', '/caf%c3%a9')

  expect(await stored(log, { sentry: { format: format.splat() } })).toStrictEqual([
    info('GET /caf%c3%a9'),
  ])
})

test('tokens that a format leaves open are filled in', async () => {
  const german = format((info) => ({ ...info, message: 'hallo %s' }))
  const log = (logger: winston.Logger): unknown => logger.info('hi %s', 'ann')

  expect(await stored(log, { format: german() })).toStrictEqual([
    info('hallo ann', message('hallo %s', 'ann')),
  ])
})

test.each<[string, unknown[]]>([
  ['no tokens', [{ order: 7 }]],
  ['100%% sure', [{ order: 7 }]],
  ['100% sure', [{ order: 7 }]],
])('a message without a parameter has no template: %j', async (text, args) => {
  const log = (logger: winston.Logger): unknown => logger.info(text, ...args)

  expect(await stored(log, { format: splat() })).toStrictEqual([info(text, { order: 7 })])
})

test('a child logger and arguments in the field splat are no exception', async () => {
  const log = (logger: winston.Logger): void => {
    logger.child({ part: 'cart' }).info('hi %s', 'ann')
    logEntry(logger, { level: 'info', message: 'hi %s', splat: ['bob'] })
  }

  expect(await stored(log, { format: splat() })).toMatchObject([
    { body: 'hi ann', attributes: { part: 'cart', ...message('hi %s', 'ann') } },
    { body: 'hi bob', attributes: message('hi %s', 'bob') },
  ])
})

test.each<[string, winston.Logform.Format]>([
  ['its own, splat() with it', splat()],
  ['its own, after one that adds fields', format.combine(format.timestamp(), splat())],
])("sentryFormat works in the transport's own format: %s", async (_what, own) => {
  const log = (logger: winston.Logger): unknown => logger.info('hi %s', 'ann', { a: 1 })

  expect(await stored(log, { sentry: { format: own } })).toMatchObject([
    { body: 'hi ann', attributes: { a: 1, ...message('hi %s', 'ann') } },
  ])
})

test("what the logger's sentryFormat keeps passes the transport's own format", async () => {
  const log = (logger: winston.Logger): unknown => logger.info('hi %s', 'ann')
  const sentry = { format: format.timestamp() }

  expect(await stored(log, { format: splat(), sentry })).toMatchObject([
    { body: 'hi ann', attributes: message('hi %s', 'ann') },
  ])
})

test.each<[string, winston.Logform.Format, string]>([
  ['makes new objects', format((info) => ({ ...info }))(), 'hi ann'],
  ['colours', format.colorize({ all: true }), 'hi ann'],
  ['aligns', format.padLevels(), '    hi ann'],
  [
    'prefixes',
    format((info) => ({ ...info, message: `shop: ${String(info.message)}` }))(),
    'shop: hi ann',
  ],
  ['writes the line', format.simple(), 'hi ann'],
  ['takes the message away', format.logstash(), 'hi ann'],
])('template and parameters pass a format that %s', async (_what, further, body) => {
  const log = (logger: winston.Logger): unknown => logger.info('hi %s', 'ann')

  expect(await stored(log, { format: splat(further) })).toMatchObject([
    { body, attributes: message('hi %s', 'ann') },
  ])
})

const card = /\d{4} \d{4}/

test.each<[string, () => winston.Logform.Format]>([
  ['with sentryFormat', splat],
  ['without', format.splat],
])('what a format behind takes out of the message does not come back: %s', async (_what, fill) => {
  const redact = format((info) => ({ ...info, message: String(info.message).replace(card, '***') }))
  const log = (logger: winston.Logger): unknown => logger.info('paid with %s', '1234 5678')

  expect(await stored(log, { format: format.combine(fill(), redact()) })).toStrictEqual([
    info('paid with ***'),
  ])
})

test('what a format before takes out of the arguments is no parameter', async () => {
  const redact = format((info) => {
    const args = info[Symbol.for('splat')] as unknown[]
    args.forEach((argument, place) => (args[place] = String(argument).replace(card, '***')))
    return info
  })
  const log = (logger: winston.Logger): unknown => logger.info('paid with %s', '1234 5678')

  expect(await stored(log, { format: format.combine(redact(), splat()) })).toStrictEqual([
    info('paid with ***', message('paid with %s', '***')),
  ])
})

test('a format between that changes the arguments leaves no template', async () => {
  const redact = format((info) => Object.assign(info, { [Symbol.for('splat')]: ['***'] }))
  const log = (logger: winston.Logger): unknown => logger.info('paid with %s', '1234 5678')

  expect(
    await stored(log, { format: format.combine(sentryFormat(), redact(), format.splat()) }),
  ).toStrictEqual([info('paid with ***')])
})

class PaymentError extends Error {
  readonly code = 'E_PAY'
}

test.each<[string, unknown[], Record<string, unknown>]>([
  ['failed: %s', ['x'], message('failed: %s', 'x')],
  ['failed', [{ a: 1 }], { a: 1 }],
])('an error that splat() loses is told with sentryFormat: %j', async (text, args, attributes) => {
  const boom = new PaymentError('boom')
  const log = (logger: winston.Logger): unknown => logger.error(text, ...args, boom)

  expect(await stored(log, { format: splat() })).toStrictEqual([
    error(nodeFormat(text, ...args.filter((argument) => argument === 'x')), {
      ...attributes,
      ...exception(boom),
      code: 'E_PAY',
    }),
  ])
})

test('an error that splat() fills in keeps its own fields', async () => {
  const boom = new PaymentError('boom')
  const log = (logger: winston.Logger): unknown => logger.error('failed: %s', boom)

  expect(await stored(log, { format: format.splat() })).toMatchObject([
    { attributes: { ...exception(boom), code: 'E_PAY' } },
  ])
})

test('data behind what a format of your own fills in is sent', async () => {
  const own = format((info) => ({ ...info, message: nodeFormat(info.message, 'ann') }))
  const log = (logger: winston.Logger): unknown => logger.info('hi %s', 'ann', { a: 1 }, 'more')

  expect(await stored(log, { format: own() })).toStrictEqual([
    info('hi ann', { a: 1, 'splat.2': 'more' }),
  ])
})

test('an error in a hole comes before one that splat() loses', async () => {
  const [first, second] = [new RangeError('first'), new TypeError('second')]
  const log = (logger: winston.Logger): unknown => logger.error('failed: %s', first, second)

  expect(await stored(log, { format: splat() })).toMatchObject([{ attributes: exception(first) }])
})

test('a format that sentryFormat is part of changes nothing', () => {
  const entry = Object.freeze({
    level: 'info',
    message: 'hi %s',
    [Symbol.for('splat')]: Object.freeze(['ann', new Error('boom')]),
  })

  expect(sentryFormat().transform(entry)).toBe(entry)
})

const trap = (): never => {
  throw new Error('trap')
}
const { proxy: revoked, revoke } = Proxy.revocable([], {})
revoke()

test.each<[string, unknown]>([
  ['cannot be printed', [{ toString: trap }]],
  ['throw at every touch', [new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap })]],
  ['are a list that throws', new Proxy(['ann'], { get: trap, ownKeys: trap })],
  ['are a list that is revoked', revoked],
  ['are no list', 'ann'],
])('arguments that %s cost no line', async (_what, args) => {
  const entry = { level: 'info', message: 'hi %s', [Symbol.for('splat')]: args }
  const sentry = { format: format.combine(sentryFormat(), format.timestamp()) }

  expect(sentryFormat().transform(entry)).toBe(entry)
  expect(await stored((logger) => logEntry(logger, entry), { sentry })).toMatchObject([
    { body: expect.stringMatching(/^hi /) },
  ])
})

test('sentryFormat may be of another copy of the package', async () => {
  vi.resetModules()
  const copy = await import('../src/index.ts')
  const log = (logger: winston.Logger): unknown => logger.info('hi %s', 'ann')

  expect(copy.sentryFormat).not.toBe(sentryFormat)
  expect(
    await stored(log, { format: format.combine(copy.sentryFormat(), format.splat()) }),
  ).toStrictEqual([info('hi ann', message('hi %s', 'ann'))])
})
