import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import winston from 'winston'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import type { SentryTransport, SentryTransportOptions } from '../src/index.ts'
import { inPlace, placeOf, usePlaces, type Place } from './support/places.ts'
import { createSentryTransport } from './support/sentry-transport.ts'
import { SlowTransport } from './support/slow-transport.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})
usePlaces()

const createTransport = (options: SentryTransportOptions = {}): SentryTransport =>
  createSentryTransport({ ...relay.options, ...options })

/** Logs 40 lines in one turn, each in a place of its own. */
const logLines = (logger: { info(body: string): unknown }, body = 'hi'): Place[] =>
  Array.from({ length: 40 }, (_, line) => inPlace(line, () => logger.info(body)))

const places = (wanted?: string): Place[] =>
  relay.logs.filter(({ body }) => wanted === undefined || body === wanted).map(placeOf)

test('a transport that is added later knows where lines are written', async () => {
  const slow = new SlowTransport()
  const transport = createTransport()
  const logger = winston.createLogger({ transports: [slow] })

  logger.add(transport)
  const written = logLines(logger)
  await slow.hasTaken(40)
  await transport.flush()

  expect(places()).toStrictEqual(written)
})

test('a transport that is added to a child knows where lines are written', async () => {
  const slow = new SlowTransport()
  const transport = createTransport()
  const logger = winston.createLogger({ transports: [slow] })
  const child = logger.child({ part: 'cart' })

  child.add(transport)
  const written = logLines(child)
  await slow.hasTaken(40)
  await transport.flush()
  logger.remove(transport)

  expect(places()).toStrictEqual(written)
  expect(Object.hasOwn(logger, 'write')).toBe(false)
})

test("winston's default logger is followed as any other", async () => {
  const slow = new SlowTransport()
  const transport = createTransport()
  onTestFinished(() => void winston.clear())

  winston.add(slow)
  winston.add(transport)
  const written = logLines(winston)
  await slow.hasTaken(40)
  await transport.flush()

  expect(places()).toStrictEqual(written)
})

test('a logger that its last transport has left is as it was before', () => {
  const logger = winston.createLogger({ transports: [new SlowTransport()] })
  const own = Reflect.ownKeys(logger)
  const transports = [createTransport(), createTransport()]

  for (const transport of transports) logger.add(transport)
  expect(Object.hasOwn(logger, 'write')).toBe(true)
  for (const transport of transports) logger.remove(transport)

  expect(Reflect.ownKeys(logger)).toStrictEqual(own)
})

test('a transport goes on when another one of the same logger is removed', async () => {
  const slow = new SlowTransport()
  const transport = createTransport()
  const other = createTransport()
  const logger = winston.createLogger({ transports: [slow, other, transport] })

  logger.remove(other)
  const written = logLines(logger)
  await slow.hasTaken(40)
  await transport.flush()

  expect(places()).toStrictEqual(written)
})

test('a logger that is configured anew is followed as before', async () => {
  const slow = new SlowTransport()
  const transport = createTransport()
  const logger = winston.createLogger({ transports: [transport] })

  logger.configure({ transports: [slow, transport] })
  const written = logLines(logger)
  await slow.hasTaken(40)
  await transport.flush()

  expect(places()).toStrictEqual(written)
})

test('lines that are under way when another transport takes over keep trace and scope', async () => {
  const slow = new SlowTransport()
  const [old, transport] = [createTransport(), createTransport()]
  const logger = winston.createLogger({ transports: [slow, old] })

  const early = logLines(logger, 'early')
  await slow.hasTaken(10)
  logger.remove(old)
  logger.add(transport)
  const late = logLines(logger, 'late')
  await slow.hasTaken(80)
  await old.flush()
  await transport.flush()

  expect(old.stats.captured).toBe(10)
  expect(places('early')).toStrictEqual(early)
  expect(places('late')).toStrictEqual(late)
})

test('nothing of a logger is touched where nothing is sent', () => {
  const logger = winston.createLogger({ transports: [createTransport({ enableLogs: false })] })

  expect(Object.hasOwn(logger, 'write')).toBe(false)
})

type Write = (this: void, info: object) => boolean

/** The method that a logger has now, as one who wraps it calls it. */
function writeOf(logger: winston.Logger): Write {
  const write: unknown = Reflect.get(logger, 'write')
  assert(typeof write === 'function')
  return (info) => Boolean(Reflect.apply(write, logger, [info]))
}

test.each<[string, (write: Write) => Write]>([
  ['passes on', (write) => (info) => write(info)],
  ['makes copies', (write) => (info) => write({ ...info })],
])("somebody else's write may be there before and after: one that %s", async (_what, wrap) => {
  const slow = new SlowTransport()
  const transport = createTransport()
  const logger = winston.createLogger({ transports: [slow] })

  Object.assign(logger, { write: wrap(writeOf(logger)) })
  logger.add(transport)
  Object.assign(logger, { write: wrap(writeOf(logger)) })
  const written = logLines(logger)
  await slow.hasTaken(40)
  await transport.flush()

  expect(places()).toStrictEqual(written)
})

test("somebody else's write stays when the transport goes, and works when it comes back", async () => {
  const slow = new SlowTransport()
  const transport = createTransport()
  const logger = winston.createLogger({ transports: [slow] })
  const below = writeOf(logger)

  Object.assign(logger, { write: below })
  logger.add(transport)
  logger.remove(transport)
  expect(Reflect.get(logger, 'write')).toBe(below)

  logger.add(transport)
  const above = writeOf(logger)
  Object.assign(logger, { write: above })
  logger.remove(transport)
  expect(Reflect.get(logger, 'write')).toBe(above)

  logger.add(transport)
  const entry = { level: 'info', message: 'always the same' }
  const written = logLines({ info: () => logger.log(entry) })
  await slow.hasTaken(40)
  await transport.flush()

  expect(places()).toStrictEqual(written)
})

test("somebody else's write may log lines of its own", async () => {
  const slow = new SlowTransport()
  const transport = createTransport()
  const logger = winston.createLogger({ transports: [slow] })
  const write = writeOf(logger)
  const chatty = (info: object): boolean => {
    if (Reflect.get(info, 'message') === 'hi') logger.info('extra')
    return write(info)
  }

  Object.assign(logger, { write: chatty })
  logger.add(transport)
  const written = logLines(logger)
  await slow.hasTaken(80)
  await transport.flush()

  expect(places('hi')).toStrictEqual(written)
  expect(places('extra')).toStrictEqual(written)
})

test('a transport may log to another logger before ours is given the line', async () => {
  const transport = createTransport()
  const other = winston.createLogger({ transports: [transport] })
  const slow = new SlowTransport()
  slow.on('logged', () => other.info('other'))
  const logger = winston.createLogger({ transports: [slow, transport] })

  const written = logLines(logger)
  await slow.hasTaken(40)
  await transport.flush()

  expect(places('hi')).toStrictEqual(written)
})

test('a write that an instrumentation puts into the class is called, whenever it comes', () => {
  const logger = winston.createLogger({ transports: [createTransport()] })
  const write = vi.fn<Write>(() => true)
  const prototype = Reflect.getPrototypeOf(logger)
  assert(prototype !== null)
  // Older winston has one class for all loggers.
  onTestFinished(() => void Reflect.deleteProperty(prototype, 'write'))
  Object.assign(prototype, { write })

  logger.info('hi')

  expect(write).toHaveBeenCalledOnce()
})

test('two copies of the package follow one logger together', async () => {
  const slow = new SlowTransport()
  const transport = createTransport()
  vi.resetModules()
  const copy = await import('./support/sentry-transport.ts')
  const other = copy.createSentryTransport({ ...relay.options })
  const logger = winston.createLogger({ transports: [slow, transport, other] })

  expect(other.constructor).not.toBe(transport.constructor)
  const first = logLines(logger, 'both')
  await slow.hasTaken(40)
  logger.remove(transport)
  const second = logLines(logger, 'one')
  await slow.hasTaken(80)
  await transport.flush()
  await other.flush()

  expect(places('both')).toStrictEqual(first.flatMap((place) => [place, place]))
  expect(places('one')).toStrictEqual(second)
})

test('the level of the logger that a line is from decides, where several share a transport', async () => {
  const transport = createTransport()
  const quiet = winston.createLogger({ level: 'error', transports: [transport] })
  const loud = winston.createLogger({ level: 'debug', transports: [transport] })

  quiet.info('no')
  loud.debug('yes')
  await nextTurn()
  await transport.flush()

  expect(relay.logs.map(({ body }) => body)).toStrictEqual(['yes'])
})

test('a stream that is no logger may be piped to a transport', async () => {
  const transport = createTransport()
  const stream = new PassThrough({ objectMode: true })

  stream.pipe(transport)
  const written = inPlace(1, () => stream.write({ level: 'info', message: 'hi' }))
  await nextTurn()
  await transport.flush()

  expect(places()).toStrictEqual([written])
})
