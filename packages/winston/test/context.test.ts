import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import winston from 'winston'
import { expect, onTestFinished, test } from 'vitest'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import type { SentryTransport, SentryTransportOptions } from '../src/index.ts'
import { inPlace, placeOf, usePlaces, type Place } from './support/places.ts'
import { createSentryTransport } from './support/sentry-transport.ts'
import { SlowTransport } from './support/slow-transport.ts'

const { format } = winston

let relay: Relay

useRelay((started) => {
  relay = started
})
usePlaces()

const createTransport = (options: SentryTransportOptions = {}): SentryTransport =>
  createSentryTransport({ ...relay.options, ...options })

/** Makes a logger one of whose transports holds the others up. */
function createLogger(
  transports: SentryTransport[],
  options: winston.LoggerOptions = {},
): { readonly logger: winston.Logger; readonly slow: SlowTransport } {
  const slow = new SlowTransport()
  const logger = winston.createLogger({ ...options, transports: [slow, ...transports] })
  return { logger, slow }
}

/** Logs lines in one turn, each in a place of its own. */
const logLines = (count: number, log: (line: number) => unknown): Place[] =>
  Array.from({ length: count }, (_, line) => inPlace(line, () => log(line)))

const places = (): Place[] => relay.logs.map(placeOf)

test.each([
  ['all in one turn', 200],
  ['two in a turn', 2],
])('beside a slow transport 200 lines keep trace and scope: %s', async (_what, perTurn) => {
  const { logger } = createLogger([createTransport()])
  const written = new Map<string, Place>()

  for (let line = 0; line < 200; line++) {
    if (line % perTurn === 0) await nextTurn()
    const body = `line ${line}`
    written.set(
      body,
      inPlace(line, () => logger.info(body)),
    )
  }
  logger.end()
  await once(logger, 'finish')

  expect(relay.logs).toHaveLength(200)
  expect(new Map(relay.logs.map((log) => [log.body, placeOf(log)]))).toStrictEqual(written)
})

const entry = { level: 'info', message: 'always the same' }
const error = new Error('boom')
const caught = (logger: winston.Logger): object => logger.exceptions.getAllInfo(error)

test.each<[string, (logger: winston.Logger, line: number) => unknown]>([
  ['a method of a level', (logger) => logger.info('hi')],
  ['log', (logger) => logger.log('info', 'hi %s', 'ann', { a: 1 })],
  ['log with an object', (logger, line) => logger.log({ level: 'info', message: `${line}` })],
  ['log with an object that is always the same', (logger) => logger.log(entry)],
  ['an error that is always the same', (logger) => logger.error(error)],
  ['write', (logger, line) => logger.write({ level: 'info', message: `${line}` })],
  ['a child', (logger) => logger.child({ part: 'cart' }).info('hi')],
  ['a child of a child', (logger) => logger.child({ a: 1 }).child({ b: 2 }).warn('hi')],
  ['a timer', (logger) => logger.startTimer().done({ message: 'done' })],
  ['profile', (logger, line) => logger.profile(line).profile(line)],
  ['a handled exception', (logger) => Reflect.apply(logger.log, logger, [caught(logger)])],
])('a line keeps trace and scope however it is written: %s', async (_what, log) => {
  const transport = createTransport({ handleExceptions: true })
  const { logger, slow } = createLogger([transport])
  onTestFinished(() => logger.exceptions.unhandle())

  const written = logLines(40, (line) => log(logger, line))
  await slow.hasTaken(40)
  await transport.flush()

  expect(places()).toStrictEqual(written)
})

const isThird = (info: winston.Logform.TransformableInfo): boolean => Number(info.message) % 3 === 0

test.each<[string, () => winston.Logform.Format, (line: number) => boolean]>([
  ['new objects', format((info) => ({ ...info, formatted: true })), () => true],
  ['nothing of some lines', format((info) => !isThird(info) && info), (line) => line % 3 !== 0],
  ['always the same object', format((info) => Object.assign(entry, info)), () => true],
])("a line keeps trace and scope where the logger's format makes %s", async (...args) => {
  const [_what, createFormat, isKept] = args
  const transport = createTransport()
  const { logger, slow } = createLogger([transport], { format: createFormat() })

  const written = logLines(40, (line) => logger.info(String(line)))
  await slow.hasTaken(40)
  await transport.flush()

  expect(places()).toStrictEqual(written.filter((_place, line) => isKept(line)))
})

test("a line keeps trace and scope under the transport's own format", async () => {
  const transport = createTransport({ format: format.timestamp() })
  const { logger, slow } = createLogger([transport])

  const written = logLines(40, () => logger.error(error))
  await slow.hasTaken(40)
  await transport.flush()

  expect(places()).toStrictEqual(written)
})

test('a format that throws costs no other line its trace and scope', async () => {
  const failing = format((info) => {
    if (info.message === 'bad') throw new Error('no format')
    return info
  })
  const transport = createTransport()
  const logger = winston.createLogger({ format: failing(), transports: [transport] })

  const written = logLines(10, (line) => {
    if (line % 2 === 0) return logger.info('good')
    return expect(() => logger.info('bad')).toThrow('no format')
  })
  await transport.flush()

  expect(places()).toStrictEqual(written.filter((_place, line) => line % 2 === 0))
})

test('lines of several loggers keep trace and scope in one transport', async () => {
  const transport = createTransport()
  const [first, second] = [createLogger([transport]), createLogger([transport])]

  const written = logLines(40, (line) => (line % 2 ? first : second).logger.info(`line ${line}`))
  await Promise.all([first.slow.hasTaken(20), second.slow.hasTaken(20)])
  await transport.flush()

  const bySource = relay.logs.toSorted(
    (a, b) => Number(placeOf(a).place) - Number(placeOf(b).place),
  )
  expect(bySource.map(placeOf)).toStrictEqual(written)
  expect(bySource.map(({ body }) => body)).toStrictEqual(
    written.map((_place, line) => `line ${line}`),
  )
})

test('what is logged while a line is delivered has its own scope', async () => {
  const transport = createTransport()
  const { logger, slow } = createLogger([transport])
  const inner: Place[] = []
  slow.on('logged', () => {
    if (inner.length < 20) inner.push(inPlace(100 + inner.length, () => logger.info('inner')))
  })

  const written = logLines(20, () => logger.info('outer'))
  await slow.hasTaken(40)
  await transport.flush()

  const byBody = (wanted: string): Place[] =>
    relay.logs.filter(({ body }) => body === wanted).map(placeOf)
  expect(byBody('outer')).toStrictEqual(written)
  expect(byBody('inner')).toStrictEqual(inner)
})

test('the fields of a line itself win over what was active', async () => {
  const transport = createTransport()
  const { logger, slow } = createLogger([transport])
  const ids = { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) }

  logLines(1, () => logger.info('hi', ids))
  await slow.hasTaken(1)
  await transport.flush()

  expect(places()).toStrictEqual([{ place: 0, traceId: ids.trace_id, spanId: ids.span_id }])
})
