import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import bunyan from 'bunyan'
import { expect, onTestFinished, test } from 'vitest'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import { sentryStream, type SentryStreamEntry, type SentryStreamOptions } from '../src/index.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

function createStream(options: SentryStreamOptions = {}): SentryStreamEntry {
  const entry = sentryStream({ ...relay.options, ...options })
  entry.stream.on('error', (error) => expect.unreachable(`an error event: ${error}`))
  onTestFinished(() => void entry.stream.end())
  return entry
}

const createLogger = (...streams: bunyan.Stream[]): bunyan =>
  bunyan.createLogger({ name: 'shop', streams })

const bodies = (): string[] => relay.logs.map((log) => log.body)

test('what a logger logs arrives with level, time, data and origin', async () => {
  const sentry = createStream()
  const logger = createLogger(sentry)
  const time = new Date(Date.now() - 5000)

  logger.child({ part: 'cart' }).warn({ time, order: { id: 'or_1' } }, 'slow %s', 'checkout')
  await sentry.stream.flush()

  const [log] = relay.logs
  expect(log).toMatchObject({
    level: 'warn',
    body: 'slow checkout',
    timestamp: time.getTime() / 1000,
  })
  expect(log?.attributes).toMatchObject({
    'sentry.origin': 'auto.log.bunyan',
    'sentry.sdk.name': 'logs-to-sentry.bunyan',
    'sentry.sdk.version': '0.1.0',
    'bunyan.logger.level': 40,
    'logger.name': 'shop',
    'process.pid': process.pid,
    part: 'cart',
    'order.id': 'or_1',
  })
  expect(log?.attributes).not.toHaveProperty('v')
})

test('what cannot be read is sent as its text', async () => {
  const { stream } = createStream()

  stream.write('{"level":50,"msg":"whole"}\r\n{"level":50,"msg":\n')
  stream.write(Buffer.from('not JSON'))
  stream.write('42')
  stream.write(null)
  stream.write('\n')
  await stream.flush()

  expect(bodies()).toStrictEqual(['whole', '{"level":50,"msg":', 'not JSON', '42', 'null'])
  expect(relay.logs.map(({ level }) => level)).toStrictEqual([
    'error',
    'info',
    'info',
    'info',
    'info',
  ])
})

test('without a level bunyan decides: that of the logger, else info', async () => {
  const sentry = createStream()
  expect(sentry).not.toHaveProperty('level')

  createLogger(sentry).debug('no')
  bunyan.createLogger({ name: 'shop', level: 'debug', streams: [sentry] }).debug('yes')
  await sentry.stream.flush()

  expect(bodies()).toStrictEqual(['yes'])
})

test('level and name are those of the stream', async () => {
  const sentry = createStream({ level: 'error', name: 'sentry' })
  const logger = createLogger(sentry)

  logger.warn('no')
  logger.levels('sentry', 'warn')
  logger.warn('yes')
  await sentry.stream.flush()

  expect(bodies()).toStrictEqual(['yes'])
})

test('a stream entry asks bunyan for nothing but entries', () => {
  expect(sentryStream({ enableLogs: false })).toStrictEqual({
    type: 'raw',
    stream: expect.anything(),
    reemitErrorEvents: false,
    closeOnExit: false,
  })
})

test("'finish' comes, and end calls back, when all is delivered", async () => {
  const { stream } = createStream()
  const logger = createLogger({ type: 'raw', stream })
  for (let index = 0; index < 250; index++) logger.info(`line ${index}`)

  const finished = once(stream, 'finish')
  await new Promise<void>((resolve) => void stream.end(() => resolve()))
  await finished

  expect(relay.logs).toHaveLength(250)
  expect(stream.writable).toBe(false)
})

test('end takes a last entry, and calls back each time', async () => {
  const { stream } = createStream()

  await new Promise<void>((resolve) => void stream.end({ level: 30, msg: 'last' }, () => resolve()))
  await new Promise<void>((resolve) => void stream.end(() => resolve()))

  expect(bodies()).toStrictEqual(['last'])
})

test('logging after the end is no error', async () => {
  const sentry = createStream()
  const logger = createLogger(sentry)
  sentry.stream.end()

  expect(() => logger.info('late')).not.toThrow()
  await once(sentry.stream, 'finish')
  expect(() => logger.info('later')).not.toThrow()
})

test('lines can be piped in', async () => {
  const { stream } = createStream()

  await pipeline(Readable.from(['{"level":30,"msg":"a"}\n', '{"level":40,"msg":"b"}\n']), stream)

  expect(bodies()).toStrictEqual(['a', 'b'])
})

test('a write calls back', async () => {
  const { stream } = createStream()
  const calls: string[] = []

  await new Promise<void>((resolve) => {
    stream.write('{"msg":"a"}', () => calls.push('a'))
    stream.write('{"msg":"b"}', 'utf8', () => resolve())
  })

  expect(calls).toStrictEqual(['a'])
})

test('a server that refuses everything is no error', async () => {
  relay.behave({ status: 413 })
  const sentry = createStream()

  createLogger(sentry).info('hi')
  await sentry.stream.flush()

  expect(sentry.stream.stats).toMatchObject({ captured: 1, delivered: 0, queued: 0 })
})

test.each([
  [{ level: 'loud' }, `option "level" is 'loud', expected a number, or one of trace, debug`],
  [{ level: {} }, 'option "level" is {}, expected a number'],
  [{ name: 5 }, 'option "name" is 5, expected text'],
  [{ stream: {} }, 'unknown option "stream", expected one of level, name, dsn, '],
  [null, 'options are null, expected an object'],
  [{ maxBatchLogs: 1000 }, 'option "maxBatchLogs" is 1000'],
])('bad options are refused: %j', (options, message) => {
  const create = (): unknown => Reflect.apply(sentryStream, undefined, [options])

  expect(create).toThrow(TypeError)
  expect(create).toThrow(message)
})
