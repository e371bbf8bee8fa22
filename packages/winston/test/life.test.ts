import assert from 'node:assert/strict'
import { once } from 'node:events'
import winston from 'winston'
import { expect, onTestFinished, test } from 'vitest'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import { SentryTransport, type SentryTransportOptions } from '../src/index.ts'
import { createSentryTransport } from './support/sentry-transport.ts'

const { format } = winston

let relay: Relay

useRelay((started) => {
  relay = started
})

const createTransport = (options: SentryTransportOptions = {}): SentryTransport =>
  createSentryTransport({ ...relay.options, ...options })

const createLogger = (transport: SentryTransport): winston.Logger =>
  winston.createLogger({ exitOnError: false, transports: [transport] })

const bodies = (): string[] => relay.logs.map((log) => log.body)

test.each([
  ['an info', {}, { level: 'info', message: 'hi' }],
  ['an error', {}, new Error('boom')],
  ['nothing', {}, undefined],
  ['a text', {}, 'hi'],
  ['an info while nothing is sent', { enableLogs: false }, { level: 'info', message: 'hi' }],
])('log calls back once, before it returns: %s', (_what, options, info) => {
  const transport = createTransport(options)
  let calls = 0

  transport.log(info, () => (calls += 1))

  expect(calls).toBe(1)
})

test.each([
  ['taken', {}],
  ['kept back by silent', { silent: true }],
  ['dropped by a format', { format: format(() => false)() }],
  [
    'with a format that throws',
    {
      format: format(() => {
        throw new Error('no')
      })(),
    },
  ],
])('a written info is called back once: %s', async (_what, options) => {
  const transport = createTransport(options)
  let calls = 0

  await new Promise<void>((resolve) => {
    transport.write({ level: 'info', message: 'hi' }, () => {
      calls += 1
      resolve()
    })
  })

  expect(calls).toBe(1)
})

test('infos that are written while the stream is corked are taken in order', async () => {
  const transport = createTransport()
  const logger = createLogger(transport)

  transport.cork()
  for (const body of ['a', 'b', 'c']) logger.info(body)
  transport.uncork()
  await transport.flush()

  expect(bodies()).toStrictEqual(['a', 'b', 'c'])
})

test('an info that is written while another is taken waits until it is its turn', async () => {
  const transport = createTransport({
    format: format((info) => {
      if (info.message === 'a') transport.write({ level: 'info', message: 'b' })
      return info
    })(),
  })

  createLogger(transport).info('a')
  await transport.flush()

  expect(bodies()).toStrictEqual(['a', 'b'])
})

test('whoever listens hears of each info', () => {
  const transport = createTransport()
  const logged: unknown[] = []
  transport.on('logged', (info) => logged.push(info))

  createLogger(transport).info('hi')

  expect(logged).toMatchObject([{ level: 'info', message: 'hi' }])
})

test('what a listener throws does not come out of the call to the logger', async () => {
  const transport = createTransport()
  transport.on('logged', () => {
    throw new Error('in the listener')
  })
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  onTestFinished(() => others.forEach((listener) => process.on('uncaughtException', listener)))
  const uncaught = once(process, 'uncaughtException')

  createLogger(transport).info('hi')

  expect((await uncaught)[0]).toMatchObject({ message: 'in the listener' })
})

test("when 'finish' comes after logger.end(), all is delivered", async () => {
  const transport = createTransport()
  const logger = createLogger(transport)
  const lines = Array.from({ length: 250 }, (_, index) => `line ${index}`)

  for (const line of lines) logger.info(line)
  logger.end()
  await once(logger, 'finish')

  expect(bodies().toSorted()).toStrictEqual(lines.toSorted())
})

test('closing the logger starts delivery, and the transport can be used again', async () => {
  const transport = createTransport()
  const logger = createLogger(transport)

  logger.info('before')
  logger.close()
  await relay.waitForLogs(1)
  logger.add(transport)
  logger.info('after')
  await transport.flush()

  expect(bodies()).toStrictEqual(['before', 'after'])
})

test('the level of a logger that comes back is followed', async () => {
  const transport = createTransport()
  const logger = createLogger(transport)

  logger.configure({ level: 'error', transports: [transport] })
  logger.info('no')
  logger.error('yes')
  await transport.flush()

  expect(bodies()).toStrictEqual(['yes'])
})

test('a level counts in the logger that has it, also where several share a transport', async () => {
  const transport = createTransport()
  createLogger(transport)
  const audits = winston.createLogger({
    levels: { grave: 0, slight: 1, noise: 2 },
    level: 'slight',
    transports: [transport],
  })

  audits.log('grave', 'first')
  audits.log('slight', 'second')
  audits.log('noise', 'no')
  await transport.flush()

  expect(relay.logs.map(({ level, body }) => [level, body])).toStrictEqual([
    ['fatal', 'first'],
    ['info', 'second'],
  ])
})

test('many loggers share a transport without a warning', async () => {
  const warnings: Error[] = []
  const listen = (warning: Error): number => warnings.push(warning)
  process.on('warning', listen)
  onTestFinished(() => void process.off('warning', listen))
  const transport = createTransport()

  for (let index = 0; index < 20; index++) createLogger(transport).info('hi')
  await transport.flush()

  expect(relay.logs).toHaveLength(20)
  expect(warnings).toStrictEqual([])
})

test.each([
  ['ended', (transport: SentryTransport) => void transport.end()],
  ['destroyed', (transport: SentryTransport) => void transport.destroy()],
])('logging to a transport that is %s is no error', (_what, end) => {
  const transport = createTransport()
  const logger = createLogger(transport)

  end(transport)

  expect(() => logger.info('late')).not.toThrow()
  expect(transport.write(null)).toBe(true)
})

test('a server that refuses everything is no error', async () => {
  relay.behave({ status: 413 })
  const transport = createTransport()
  const logger = createLogger(transport)

  logger.info('hi')
  await transport.flush()

  expect(transport.stats).toMatchObject({ captured: 1, delivered: 0, queued: 0 })
})

test.each(['Exception', 'Rejection'] as const)(
  '%s handlers deliver what they catch',
  async (kind) => {
    const transport = createTransport({ [`handle${kind}s`]: true })
    const logger = createLogger(transport)
    const handler = kind === 'Exception' ? logger.exceptions : logger.rejections
    onTestFinished(() => handler.unhandle())
    const error = new Error('boom')

    const caught: unknown = Reflect.get(handler, 'catcher')
    assert(typeof caught === 'function')
    Reflect.apply(caught, handler, [error])
    await transport.flush()

    const { attributes = {}, body } = relay.logs[0] ?? {}
    expect(body).toMatch(/^(uncaughtException|unhandledRejection): boom$/)
    expect(attributes).toMatchObject({
      [`winston.${kind.toLowerCase()}`]: true,
      'exception.type': 'Error',
      'exception.message': 'boom',
    })
    expect(Object.keys(attributes).join(' ')).not.toMatch(/\b(date|process|os|trace)\b/)
  },
)

test('a transport that is ended waits for a log of its own kind that calls back later', async () => {
  class LateTransport extends SentryTransport {
    override log(info: unknown, callback: () => void): void {
      setImmediate(() => super.log(info, callback))
    }
  }
  const transport = new LateTransport(relay.options)

  transport.write({ level: 'info', message: 'late' })
  transport.end()
  await once(transport, 'finish')

  expect(bodies()).toStrictEqual(['late'])
})

test('an exception that another transport handles is left to it', async () => {
  const transport = createTransport()
  const handling = createTransport({ handleExceptions: true })
  const logger = winston.createLogger({ exitOnError: false, transports: [transport, handling] })
  onTestFinished(() => logger.exceptions.unhandle())

  Reflect.apply(logger.log, logger, [logger.exceptions.getAllInfo(new Error('boom'))])
  await Promise.all([transport.flush(), handling.flush()])

  expect(relay.logs).toHaveLength(1)
})

test('a transport among exceptionHandlers gets what is caught, and nothing else', async () => {
  const transport = createTransport()
  const logger = winston.createLogger({ exitOnError: false, exceptionHandlers: [transport] })
  onTestFinished(() => logger.exceptions.unhandle())

  logger.info('hi')
  Reflect.apply(logger.log, logger, [logger.exceptions.getAllInfo(new Error('boom'))])
  await transport.flush()

  expect(bodies()).toStrictEqual(['uncaughtException: boom'])
})

test.each([
  [{ level: 5 }, 'option "level" is 5, expected the name of a level'],
  [{ silent: 'yes' }, `option "silent" is 'yes', expected true or false`],
  [{ handleExceptions: 1 }, 'option "handleExceptions" is 1, expected true or false'],
  [{ format: {} }, 'option "format" is {}, expected a format of winston'],
  [{ format: 'json' }, `option "format" is 'json', expected a format of winston`],
  [
    { levels: {} },
    'unknown option "levels", expected one of level, silent, format, handleExceptions, handleRejections, dsn, ',
  ],
  ['json', `options are 'json', expected an object`],
  [{ maxBatchLogs: 1000 }, 'option "maxBatchLogs" is 1000'],
])('bad options are refused: %j', (options, message) => {
  const construct = (): unknown => Reflect.construct(SentryTransport, [options])

  expect(construct).toThrow(TypeError)
  expect(construct).toThrow(message)
})
