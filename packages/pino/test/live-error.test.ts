import * as fc from 'fast-check'
import pino from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { anyValue } from '../../../test/support/any-value.ts'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import { createSentryStream, type PinoOptions, type SentryStream } from '../src/index.ts'
import { withErrors } from '../src/live-errors.ts'

type Options = pino.LoggerOptions<string>
type Logger = pino.Logger<string>

let relay: Relay

useRelay((started) => {
  relay = started
})

class PaymentError extends TypeError {
  readonly code = 'E_PAY'
}

const boom = new PaymentError('boom')
const told = {
  'exception.type': 'PaymentError',
  'exception.message': 'boom',
  'exception.stacktrace': boom.stack,
  'error.code': 'E_PAY',
}

function createStream(options: PinoOptions = {}): SentryStream {
  const stream = createSentryStream({ ...relay.options, ...options })
  onTestFinished(() => void stream.destroy())
  return stream
}

const isTold = (name: string): boolean => /^(exception|error|other|payload|cart)\b/.test(name)

/** What Sentry stored of the fields of each line. */
async function stored(stream: SentryStream): Promise<Record<string, unknown>[]> {
  await stream.flush()
  return relay.logs.map(({ attributes }) =>
    Object.fromEntries(Object.entries(attributes).filter(([name]) => isTold(name))),
  )
}

async function send(
  log: (logger: Logger) => void,
  logger: Options = {},
  options: PinoOptions = {},
): Promise<Record<string, unknown> | undefined> {
  const stream = createStream(options)
  log(pino({ ...logger }, stream))
  const [line] = await stored(stream)
  return line
}

test('an error under any key arrives, with its own fields', async () => {
  expect(await send((log) => log.error({ error: boom }, 'failed'))).toEqual(told)
  expect(relay.logs[0]?.body).toBe('failed')
})

test('without a message the line has that of the error', async () => {
  await send((log) => log.error({ error: boom }))

  expect(relay.logs[0]?.body).toBe('boom')
})

test.each(['message', 'stack', 'name', 'cause', 'code'])(
  'an error whose %s cannot be read throws nothing into the application',
  async (name) => {
    const error = Object.defineProperty(new TypeError('boom'), name, {
      get() {
        throw new Error('no')
      },
    })

    expect(await send((log) => log.error({ error }))).toMatchObject({
      'exception.type': 'TypeError',
    })
    expect(relay.logs[0]?.body).toBe(name === 'message' ? '' : 'boom')
  },
)

test('beside that under the errorKey it is told under its key', async () => {
  const fields = { err: new RangeError('first'), other: boom }

  expect(await send((log) => log.error(fields, 'failed'))).toMatchObject({
    'exception.type': 'RangeError',
    'other.type': 'PaymentError',
    'other.message': 'boom',
    'other.stacktrace': boom.stack,
    'other.code': 'E_PAY',
  })
})

test('an error of a child logger, of a mixin, or under nestedKey arrives', async () => {
  const nestedKey = 'payload'
  const stream = createStream({ nestedKey })
  pino(stream).child({ a: 1 }).error({ error: boom }, 'child')
  pino({ mixin: () => ({ error: boom }) }, stream).error('mixin')
  pino({ nestedKey }, stream).error({ error: boom }, 'nested')
  const [child, mixin, nested] = await stored(stream)

  expect(child).toEqual(told)
  expect(mixin).toEqual(told)
  expect(nested).toEqual({
    'exception.type': 'PaymentError',
    'exception.message': 'boom',
    'exception.stacktrace': boom.stack,
    'payload.error.code': 'E_PAY',
  })
})

test('an error arrives through pino.multistream', async () => {
  const stream = createStream()
  const streams = pino.multistream([{ stream: { write: () => {} } }, { level: 'error', stream }])
  pino({}, streams).error({ error: boom }, 'failed')

  expect(await stored(stream)).toEqual([told])
})

test('the hook sees the line as pino wrote it', async () => {
  const natives: unknown[] = []
  await send(
    (log) => log.error({ error: boom }, 'failed'),
    { base: null, timestamp: false },
    {
      beforeSendLog: (log, { native }) => {
        natives.push(native)
        return log
      },
    },
  )

  expect(natives).toEqual([{ level: 50, error: { code: 'E_PAY' }, msg: 'failed' }])
})

describe('what pino wrote stays where', () => {
  const asWritten = { 'error.code': 'E_PAY' }
  const log = (logger: Logger): void => logger.error({ error: boom }, 'failed')

  test.each<[string, Options, Record<string, unknown>]>([
    ['the logger redacts the error', { redact: ['error'] }, { error: '[Redacted]' }],
    ['it redacts a field of it', { redact: ['error.code'] }, { 'error.code': '[Redacted]' }],
    ['it redacts what the error might have', { redact: ['error.other'] }, asWritten],
    ['it redacts a field anywhere', { redact: ['*.other'] }, asWritten],
    ['it redacts everything', { redact: ['*'] }, { error: '[Redacted]' }],
    ['it has a serializer', { serializers: { error: () => ({ code: 5 }) } }, { 'error.code': 5 }],
    [
      'it has a serializer for errors',
      { errorKey: 'error', serializers: { err: () => ({ code: 5 }) } },
      { 'error.code': 5 },
    ],
    [
      'it formats its fields',
      { formatters: { log: () => ({ error: { code: 'E_PAY' } }) } },
      asWritten,
    ],
    ['it has a hook for lines', { hooks: { streamWrite: (line) => line } }, asWritten],
  ])('%s', async (_case, options, expected) => {
    expect(await send(log, options)).toEqual(expected)
  })

  test.each<[string, pino.ChildLoggerOptions]>([
    ['redacts', { redact: ['error.code'] }],
    ['serializes', { serializers: { error: () => ({ code: '[Redacted]' }) } }],
    ['formats', { formatters: { log: () => ({ error: { code: '[Redacted]' } }) } }],
  ])('a child logger %s', async (_case, options) => {
    expect(await send((logger) => log(logger.child({}, options)))).toEqual({
      'error.code': '[Redacted]',
    })
  })

  test('the error says itself what is written of it', async () => {
    const error = Object.assign(new Error('boom'), { toJSON: () => ({}) })

    expect(await send((logger) => logger.error({ error }, 'failed'))).toEqual({})
  })

  test('there was no error', async () => {
    const fields = { error: {}, cart: { error: boom }, other: [boom] }

    expect(await send((logger) => logger.error(fields, 'failed'))).toEqual({
      other: '[{"code":"E_PAY"}]',
      'cart.error.code': 'E_PAY',
    })
  })

  test('the error is only the value of a getter, which is not read again', async () => {
    let reads = 0
    const fields = {
      get error() {
        reads += 1
        return boom
      },
    }

    expect(await send((logger) => logger.error(fields, 'failed'))).toEqual(asWritten)
    expect(reads).toBe(1)
  })

  test('the error is one of the bindings of a child', async () => {
    const write = (logger: Logger): void => logger.child({ error: boom }).error('failed')

    expect(await send(write)).toEqual(asWritten)
  })
})

test('the next line of somebody else gets nothing of the error, and nothing is kept', async () => {
  const stream = createStream()
  pino(stream).error({ error: boom }, 'failed')
  stream.write('{"level":50,"error":{}}\n')

  expect(await stored(stream)).toEqual([told, {}])
  expect([stream.lastObj, stream.lastLogger]).toEqual([undefined, undefined])
})

describe('whatever was logged', () => {
  test('a line without errors stays as it is', () => {
    const key = fc.oneof(fc.constantFrom('error', 'err', '__proto__'), fc.string())

    fc.assert(
      fc.property(fc.dictionary(key, anyValue), (fields) => {
        let line = ''
        const logger = pino({}, { write: (text) => void (line += text) })
        logger.error(fields, 'failed')

        const call = { lastObj: fields, lastLogger: logger }
        expect(withErrors(JSON.parse(line), undefined, call)).toBeUndefined()
      }),
    )
  })

  test('an object with other fields than the error stays as it was written', () => {
    const call = { lastObj: { error: boom }, lastLogger: pino() }

    expect(withErrors({ error: { code: 'E_PAY' } }, undefined, call)).toEqual({ error: boom })
    expect(withErrors({ error: { text: 'masked' } }, undefined, call)).toBeUndefined()
  })

  test('an object that cannot be read stays as pino wrote it', () => {
    const fail = (): never => {
      throw new Error('no')
    }
    const lastObj = new Proxy({}, { getOwnPropertyDescriptor: fail, get: fail })

    expect(withErrors({ error: {} }, undefined, { lastObj, lastLogger: pino() })).toBeUndefined()
    expect(withErrors({ error: {} }, undefined, { lastObj: { error: boom } })).toBeUndefined()
  })
})
