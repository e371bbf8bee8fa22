import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as fc from 'fast-check'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Relay, StoredLog } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import { createSentryStream, type PinoOptions, type SentryStream } from '../src/index.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

function createStream(options: PinoOptions = {}): SentryStream {
  const stream = createSentryStream({ ...relay.options, ...options })
  stream.on('error', (error) => expect.unreachable(`an error event: ${error.message}`))
  onTestFinished(() => void stream.destroy())
  return stream
}

const bodies = (): string[] => relay.logs.map((log) => log.body)
const attributes = (index: number): StoredLog['attributes'] | undefined =>
  relay.logs[index]?.attributes

test('what a logger logs arrives with level, time, name and data', async () => {
  const stream = createStream()
  const log = pino({ name: 'shop' }, stream)

  log.child({ order: { id: 'or_1' } }).warn({ ms: 12 }, 'slow')
  await stream.flush()

  expect(relay.logs[0]).toMatchObject({ body: 'slow', level: 'warn' })
  expect(attributes(0)).toMatchObject({
    'sentry.origin': 'auto.log.pino',
    'sentry.sdk.name': 'logs-to-sentry.pino',
    'pino.logger.level': 40,
    'logger.name': 'shop',
    'process.pid': process.pid,
    'order.id': 'or_1',
    ms: 12,
  })
})

test('an error arrives as exception attributes, its own fields under its key', async () => {
  const stream = createStream()
  const log = pino(stream)

  log.error(Object.assign(new TypeError('boom'), { code: 'E_BOOM' }), 'failed')
  await stream.flush()

  expect(relay.logs[0]?.body).toBe('failed')
  expect(attributes(0)).toMatchObject({
    'exception.type': 'TypeError',
    'exception.message': 'boom',
    'exception.stacktrace': expect.stringContaining('stream.test.ts'),
    'err.code': 'E_BOOM',
  })
})

test("the logger's own levels and keys are known from its first line on", async () => {
  const stream = createStream()
  const log = pino(
    { customLevels: { audit: 35 }, messageKey: 'message', errorKey: 'failure' },
    stream,
  )

  log.audit({ failure: new Error('boom') }, 'hi')
  await stream.flush()

  expect(relay.logs[0]).toMatchObject({ body: 'hi', level: 'info' })
  expect(attributes(0)).toMatchObject({
    'sentry.severity_number': 11,
    'pino.logger.level_name': 'audit',
    'exception.message': 'boom',
  })
})

test('it is one of several streams of pino.multistream, which tells it the same', async () => {
  const stream = createStream()
  const other: string[] = []
  const streams = pino.multistream([
    { level: 'error', stream },
    { level: 'info', stream: { write: (line: string) => other.push(line) } },
  ])
  const log = pino({ messageKey: 'message' }, streams)

  log.info('only the other')
  log.error('both')
  await stream.flush()

  expect(bodies()).toEqual(['both'])
  expect(other).toHaveLength(2)
})

test('logger.flush calls back when the lines are delivered', async () => {
  const log = pino(createStream())

  log.info('one')
  await new Promise<void>((resolve) => log.flush(() => resolve()))

  expect(bodies()).toEqual(['one'])
})

test('flush answers false when the time is up', async () => {
  relay.behave({ hang: true })
  const stream = createStream()

  pino(stream).info('one')

  expect(await stream.flush(50)).toBe(false)
  relay.behave('normal')
})

test('end delivers before its callback and before finish and close', async () => {
  relay.behave({ delayMs: 100 })
  const stream = createStream()
  const events: string[] = []
  stream.on('finish', () => events.push(`finish ${stream.stats.delivered}`))
  stream.on('close', () => events.push(`close ${stream.stats.delivered}`))

  pino(stream).info('one')
  stream.end(() => events.push(`callback ${stream.stats.delivered}`))
  await once(stream, 'close')

  expect(events.toSorted()).toEqual(['callback 1', 'close 1', 'finish 1'])
  expect(stream.stats).toMatchObject({ captured: 1, delivered: 1, dropped: {} })
})

test('a last line given to end arrives', async () => {
  const stream = createStream()

  stream.end('{"level":30,"msg":"last"}\n')
  await once(stream, 'close')

  expect(bodies()).toEqual(['last'])
})

test('a line after the end is no error', async () => {
  const stream = createStream()
  const log = pino(stream)

  log.info('before')
  stream.end()
  log.info('in between')
  await once(stream, 'close')
  log.info('after')

  expect(bodies()).toEqual(['before', 'in between'])
  expect(stream.stats.captured).toBe(2)
})

test('destroy delivers what was written', async () => {
  const stream = createStream()

  pino(stream).info('one')
  stream.destroy()
  await once(stream, 'close')

  expect(bodies()).toEqual(['one'])
})

test('lines may come in any pieces, as text or bytes', async () => {
  const stream = createStream()
  const text = ['{"level":30,"msg":"grün"}', '{"level":30,"msg":"b"}', '', '{"level":30,"msg":"c"}']
  const bytes = Buffer.from(text.join('\r\n'))

  await pipeline(Readable.from(Array.from(bytes, (byte) => Buffer.of(byte))), stream)

  expect(bodies()).toEqual(['grün', 'b', 'c'])
})

test('a line without a line break is a line', async () => {
  const stream = createStream()

  stream.write('{"level":30,"msg":"one"}')
  stream.write('{"level":30,"msg":"two"}')
  await stream.flush()

  expect(bodies()).toEqual(['one', 'two'])
})

test('write calls back and never asks to wait', async () => {
  const stream = createStream()
  const line = '{"level":30,"msg":"x"}\n'

  const written = await new Promise((resolve) => {
    const first = stream.write(line, () => stream.write(line, 'utf8', () => resolve(first)))
  })

  expect(written).toBe(true)
})

test('what is not JSON is counted, warned of once, and stops nothing', async () => {
  const warnings: string[] = []
  const onWarning = (warning: Error): void => void warnings.push(warning.message)
  process.on('warning', onWarning)
  onTestFinished(() => void process.off('warning', onWarning))
  const stream = createStream()

  stream.write('plain text\n')
  stream.write('{"level":30,"msg":\n{"level":30,"msg":"one"}\n')
  stream.write({ level: 30 })
  stream.write(null)
  await stream.flush()

  expect(bodies()).toEqual(['one'])
  expect(stream.stats).toMatchObject({
    captured: 5,
    delivered: 1,
    dropped: { internal_sdk_error: 4 },
  })
  expect(warnings.filter((message) => message.includes('not JSON'))).toHaveLength(1)
})

test('a line that is a single value is sent as its text', async () => {
  const stream = createStream()

  stream.write('42\n"text"\ntrue\n')
  stream.write('[1,2]\n')
  await stream.flush()

  expect(bodies()).toEqual(['42', 'text', 'true', '[1,2]'])
  expect(relay.logs.every(({ level }) => level === 'info')).toBe(true)
})

test('an endless line is given up at some point', async () => {
  const stream = createStream()

  for (let count = 0; count < 5; count += 1) stream.write('x'.repeat(1_048_576))
  stream.write('\n{"level":30,"msg":"next"}\n')
  await stream.flush()

  expect(bodies()).toEqual(['next'])
  expect(stream.stats.dropped.internal_sdk_error).toBeGreaterThan(0)
})

test('any text and any bytes are taken without an exception', () => {
  const stream = createStream()

  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()), (chunk) => {
      expect(stream.write(chunk)).toBe(true)
    }),
  )
})

test.each([
  [{ nestedKey: 5 }, /nestedKey.*5/],
  [{ nestedKey: '' }, /nestedKey/],
  [{ dns: 'x' }, /unknown option "dns", expected one of nestedKey, dsn, /],
  [null, /options are null, expected an object/],
  [{ maxDepth: 0 }, /maxDepth.*0/],
])('bad options are a TypeError: %j', (options, message) => {
  const create = (): unknown => Reflect.apply(createSentryStream, undefined, [options])

  expect(create).toThrow(TypeError)
  expect(create).toThrow(message)
})

test('without a usable DSN logging goes on', async () => {
  const stream = createSentryStream({ dsn: 'not a DSN' })
  const log = pino(stream)

  log.info('one')
  stream.write('not JSON')
  stream.end()
  await once(stream, 'close')

  expect(stream.stats).toMatchObject({ captured: 0 })
})
