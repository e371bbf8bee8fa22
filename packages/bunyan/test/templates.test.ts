import { format } from 'node:util'
import { runInNewContext } from 'node:vm'
import bunyan from 'bunyan'
import { expect, test } from 'vitest'
import { keepTemplates } from '../src/index.ts'
import {
  error,
  exception,
  info,
  useRecords,
  type Log,
  type Setup,
  type Stored,
} from './support/records.ts'

const { stored, storedRaw } = useRecords()

const kept = (log: Log, setup?: Setup): Promise<Stored[]> =>
  stored((logger) => log(keepTemplates(logger)), setup)

const parameters = (...values: unknown[]): Record<string, unknown> =>
  Object.fromEntries(values.map((value, index) => [`sentry.message.parameter.${index}`, value]))

test('a message is sent with its template and its parameters, each of its own type', async () => {
  expect(await kept((logger) => logger.info('user %s bought %d', 'ada', 3))).toStrictEqual([
    info('user ada bought 3', {
      'sentry.message.template': 'user %s bought %d',
      ...parameters('ada', 3),
    }),
  ])
})

test.each<[template: string, args: unknown[], sent?: unknown[]]>([
  ['%i %f %d', ['4.5', '4.5', 4n], ['4.5', '4.5', 4]],
  ['%j %o %O', [{ a: 1 }, [1], { b: { c: 2 } }], ['{"a":1}', [1], '{"b":{"c":2}}']],
  ['%s %s %s', [null, undefined, true], ['null', 'undefined', true]],
  ['%d%% of %s', [99, 'x']],
  ['%%s %s', ['x']],
  ['%c%s', ['color: red', 'x']],
  ['%j', [{ id: 7, password: 'x' }], ['{"id":7,"password":"[Filtered]"}']],
  ['%s', [new Date(0)], ['1970-01-01T00:00:00.000Z']],
])('the parameters of %j are typed: %o', async (template, args, sent = args) => {
  expect(await kept((logger) => logger.info(template, ...args))).toStrictEqual([
    info(format(template, ...args), {
      'sentry.message.template': template,
      ...parameters(...sent),
    }),
  ])
})

test('a hole without an argument stays open', async () => {
  expect(await kept((logger) => logger.info('%s and %s', 'a'))).toStrictEqual([
    info('a and %s', { 'sentry.message.template': '%s and %s', ...parameters('a') }),
  ])
})

test('arguments that util.format appends to the message are parameters, too', async () => {
  const logged = await kept((logger) => {
    logger.info('%s', 'a', 'b', { c: 1 })
    logger.info('took', 35, 'ms')
  })

  expect(logged).toStrictEqual([
    info('a b { c: 1 }', { 'sentry.message.template': '%s', ...parameters('a', 'b', '{"c":1}') }),
    info('took 35 ms', { 'sentry.message.template': 'took', ...parameters(35, 'ms') }),
  ])
})

const boom = new RangeError('boom')

test('fields or an error in front are no parameters', async () => {
  const template = { 'sentry.message.template': 'for %s', ...parameters('ada') }
  const logged = await kept((logger) => {
    logger.info({ order: 7 }, 'for %s', 'ada')
    logger.error(boom, 'for %s', 'ada')
    logger.info(null, 'for %s', 'ada')
  })

  expect(logged).toStrictEqual([
    info('for ada', { order: 7, ...template }),
    error('for ada', { ...exception(boom), ...template }),
    info('for ada', template),
  ])
})

test.each<[string, Log, Stored]>([
  ['a text alone', (logger) => logger.info('100% %s'), info('100% %s')],
  ['an empty text', (logger) => logger.info(''), info('')],
  ['fields alone', (logger) => logger.info({ order: 7 }), info('', { order: 7 })],
  ['fields and a text', (logger) => logger.info({ order: 7 }, '%s'), info('%s', { order: 7 })],
  ['an error alone', (logger) => logger.error(boom), error('boom', exception(boom))],
  ['values without a text', (logger) => logger.info(42, 'x'), info('42 x')],
  ['a list', (logger) => logger.info(['%s'], 'x'), info("[ '%s' ] x")],
  ['a Buffer', (logger) => logger.info(Buffer.from('hi'), 'x'), info('<Buffer 68 69> x')],
])('a line without parameters has no template: %s', async (_what, log, expected) => {
  expect(await kept(log)).toStrictEqual([expected])
})

test.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)(
  'level %s keeps its templates',
  async (level) => {
    const [log] = await kept((logger) => logger[level]('at %s', level))

    expect(log?.attributes).toStrictEqual({
      'sentry.message.template': 'at %s',
      ...parameters(level),
    })
  },
)

test('an error among the parameters is the exception of the line', async () => {
  const failed = Object.assign(new TypeError('no answer', { cause: boom }), { code: 'E1' })
  const logged = await kept((logger) => {
    logger.error('failed', failed)
    logger.error({ order: 7 }, 'failed: %s', failed)
    logger.error({ order: 7 }, failed)
  })
  const told = { ...exception(failed, boom), 'err.code': 'E1' }
  const parameter = parameters('TypeError: no answer')

  expect(logged).toStrictEqual([
    error(format('failed', failed), {
      ...told,
      'sentry.message.template': 'failed',
      ...parameter,
    }),
    error(format('failed: %s', failed), {
      ...told,
      order: 7,
      'sentry.message.template': 'failed: %s',
      ...parameter,
    }),
    error(format(failed), { ...told, order: 7 }),
  ])
})

test('an error in front or under err stays the exception when another is a parameter', async () => {
  const other = new TypeError('other')
  const template = {
    'sentry.message.template': 'after %s',
    ...parameters('TypeError: other'),
  }
  const body = format('after %s', other)
  const logged = await kept(
    (logger) => {
      logger.error(boom, 'after %s', other)
      logger.error({ err: boom }, 'after %s', other)
    },
    { serializers: bunyan.stdSerializers },
  )

  expect(logged).toStrictEqual([
    error(body, { ...exception(boom), ...template }),
    error(body, { ...exception(boom), ...template }),
  ])
})

test('text under err stays, and an error among the parameters is the exception', async () => {
  expect(await kept((logger) => logger.error({ err: 'E1' }, 'failed', boom))).toStrictEqual([
    error(format('failed', boom), {
      err: 'E1',
      ...exception(boom),
      'sentry.message.template': 'failed',
      ...parameters('RangeError: boom'),
    }),
  ])
})

test('an error of another realm in front, which bunyan takes for fields, is the exception', async () => {
  const foreign: Error = runInNewContext('new TypeError("far")')
  const told = {
    'exception.type': 'TypeError',
    'exception.message': 'far',
    'exception.stacktrace': foreign.stack,
  }
  const logged = await kept((logger) => {
    logger.error(foreign)
    logger.error(foreign, 'failed')
  })

  expect(logged).toStrictEqual([error('far', told), error('failed', told)])
})

test('what a serializer leaves out of an error in front stays out', async () => {
  const setup = { serializers: { err: ({ message }: Error) => ({ message }) } }

  expect(await kept((logger) => logger.error(boom, 'for %s', 'ada'), setup)).toStrictEqual([
    error('for ada', {
      'err.message': 'boom',
      'sentry.message.template': 'for %s',
      ...parameters('ada'),
    }),
  ])
})

test('a parameter that cannot be printed twice alike costs the template, and no line', async () => {
  let printed = 0
  const counter = { toString: () => `${++printed}` }

  expect(
    await storedRaw((logger) => keepTemplates(logger).info('number %s', counter)),
  ).toStrictEqual([info('number 1')])
})
