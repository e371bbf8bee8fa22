import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startRelay, type Relay, type StoredLog } from '../../../test/support/relay.ts'
import type { PinoOptions } from '../src/index.ts'
import { runProgram } from './support/program.ts'
import { hold } from '../../../test/support/hold.ts'

// The worker runs what is shipped: these tests need the packages built.
const built = (file: string): string => fileURLToPath(new URL(`../dist/${file}`, import.meta.url))
const esm = built('index.mjs')
const commonJs = built('index.cjs')
const stdout = { target: 'pino/file', options: { destination: 1 } }

let relay: Relay

beforeEach(async () => {
  relay = await startRelay()
})

afterEach(async () => {
  await relay.close()
  assert.deepEqual(relay.problems, [])
})

// However busy the machine is, the tests' lines are delivered.
const shutdownTimeoutMs = 9000
const options = (more: PinoOptions = {}): PinoOptions => ({
  dsn: relay.dsn,
  shutdownTimeoutMs,
  ...more,
})
const attributes = (index: number): StoredLog['attributes'] | undefined =>
  relay.logs[index]?.attributes
const bodies = (): string[] => relay.logs.map((log) => log.body)

describe.each([
  ['ESM', esm],
  ['CommonJS', commonJs],
])('as %s', (_format, target) => {
  test('a target delivers what the logger logs before the program runs out', async () => {
    await runProgram(
      { target, options: options() },
      `const log = pino({ name: 'shop' }, transport)
       log.child({ order: { id: 'or_1' } }).warn({ ms: 12 }, 'slow')
       log.error(new TypeError('boom'), 'failed')`,
    )

    expect(relay.logs).toMatchObject([
      { body: 'slow', level: 'warn' },
      { body: 'failed', level: 'error' },
    ])
    expect(attributes(0)).toMatchObject({
      'sentry.origin': 'auto.log.pino',
      'sentry.sdk.name': 'logs-to-sentry.pino',
      'pino.logger.level': 40,
      'logger.name': 'shop',
      'process.pid': expect.any(Number),
      'server.address': expect.any(String),
      'order.id': 'or_1',
      ms: 12,
    })
    expect(attributes(1)).toMatchObject({
      'exception.type': 'TypeError',
      'exception.message': 'boom',
      'exception.stacktrace': expect.stringContaining('TypeError: boom\n    at '),
    })
  })

  test('one of several targets delivers what its level lets through', async () => {
    const targets = [{ target, level: 'warn', options: options() }, stdout]
    const program = await runProgram(
      { targets },
      `const log = pino({ messageKey: 'message' }, transport)
       log.info('for the other')
       log.warn('for both')`,
    )

    expect(bodies()).toEqual(['for both'])
    expect(program.stdout.trim().split('\n')).toHaveLength(2)
  })

  test('the end of a pipeline delivers before the program ends', async () => {
    await runProgram(
      { pipeline: [{ target, options: options() }] },
      `pino({ messageKey: 'message' }, transport).info('one')`,
    )

    expect(bodies()).toEqual(['one'])
  })

  test('bad options are the error event of the transport', async () => {
    const program = await runProgram(
      { target, options: { dns: 'x' } },
      `transport.on('error', (error) => console.log(error instanceof TypeError, error.message))`,
    )

    expect(program.stdout).toMatch(/^true .*unknown option "dns"/)
  })
})

test('the CommonJS package gives the transport as default and the stream by name', async () => {
  const source = `
    const { default: transport, createSentryStream } = require(${JSON.stringify(commonJs)})
    console.log(typeof transport, typeof createSentryStream)`

  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', source])

  expect(stdout.trim()).toBe('function function')
})

test("the logger's own levels and keys are known from its first line on", async () => {
  await runProgram(
    { target: esm, options: options({ levelMap: { audit: 'error' } }) },
    `const customLevels = { audit: 35 }
     const log = pino({ customLevels, messageKey: 'message', errorKey: 'failure' }, transport)
     log.audit({ failure: new Error('boom') }, 'hi')`,
  )

  expect(relay.logs).toMatchObject([{ body: 'hi', level: 'error' }])
  expect(attributes(0)).toMatchObject({
    'pino.logger.level': 35,
    'pino.logger.level_name': 'audit',
    'exception.message': 'boom',
  })
})

test('the error and the trace under the nestedKey of the logger are found', async () => {
  const trace = { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) }

  await runProgram(
    { target: esm, options: options({ nestedKey: 'payload' }) },
    `const log = pino({ nestedKey: 'payload' }, transport)
     log.error({ ...${JSON.stringify(trace)}, err: new Error('boom'), order: 'or_1' }, 'failed')`,
  )

  expect(relay.logs).toMatchObject([{ traceId: trace.trace_id, spanId: trace.span_id }])
  expect(attributes(0)).toMatchObject({ 'exception.message': 'boom', 'payload.order': 'or_1' })
})

test('levels that a formatter writes as text arrive', async () => {
  await runProgram(
    { target: esm, options: options() },
    `const level = (label) => ({ level: label.toUpperCase() })
     pino({ formatters: { level } }, transport).warn('one')`,
  )

  expect(relay.logs).toMatchObject([{ body: 'one', level: 'warn' }])
})

test('a transport of which pino tells nothing delivers with the default keys', async () => {
  await runProgram(
    { target: esm, options: options() },
    `transport.write('{"level":40,"msg":"by hand"}\\n')`,
  )

  expect(relay.logs).toMatchObject([{ body: 'by hand', level: 'warn' }])
})

test('logger.flush calls back when the lines are delivered', async () => {
  // Node resolves the worker's imports without the tests' own conditions.
  const worker = { execArgv: [] }
  const transport = hold(pino.transport({ target: esm, options: options(), worker }))
  const log = pino(transport)
  const flush = (): Promise<void> => new Promise((resolve) => log.flush(() => resolve()))

  log.info('one')
  await flush()
  const first = bodies()
  log.info('two')
  await flush()

  expect(first).toEqual(['one'])
  expect(bodies()).toEqual(['one', 'two'])
  transport.end()
  await once(transport, 'close')
})

test('lines that are not JSON stop nothing and are warned of once', async () => {
  const program = await runProgram(
    { target: esm, options: options() },
    `transport.write('plain text\\n{"level":30\\nnull\\n\\n{"level":30,"msg":"one"}\\n')`,
  )

  expect(bodies()).toEqual(['one'])
  expect(program.stderr.match(/LOGS_TO_SENTRY_MALFORMED_LINE/g)).toHaveLength(1)
})

test('a line that is a single value is sent as its text', async () => {
  await runProgram({ target: esm, options: options() }, `transport.write('42\\n"text"\\ntrue\\n')`)

  expect(bodies()).toEqual(['42', 'text', 'true'])
})

test('an error that pino wrote as {} is told of once where debug is asked for', async () => {
  const code = `const log = pino(transport)
    log.error({ error: new Error('one') }, 'one')
    log.error({ error: new Error('two') }, 'two')`
  const debugged = await runProgram({ target: esm, options: options({ debug: true }) }, code)
  const silent = await runProgram({ target: esm, options: options() }, code)

  expect(bodies()).toEqual(['one', 'two', 'one', 'two'])
  expect(debugged.stderr.match(/pino wrote "error":\{\}.*log it under "err"/g)).toHaveLength(1)
  expect(silent.stderr).toBe('')
})

test('a burst arrives whole and in order', async () => {
  await runProgram(
    { target: esm, options: options() },
    `const log = pino(transport)
     for (let index = 0; index < 5000; index += 1) log.info('line ' + index)`,
  )

  const order = relay.logs.toSorted(
    (a, b) =>
      a.timestamp - b.timestamp ||
      Number(a.attributes['sentry.timestamp.sequence']) -
        Number(b.attributes['sentry.timestamp.sequence']),
  )
  const expected = Array.from({ length: 5000 }, (_, index) => `line ${index}`)
  expect(order.map((log) => log.body)).toEqual(expected)
})

test('an endpoint that hangs holds the end up no longer than shutdownTimeoutMs', async () => {
  relay.behave({ hang: true })

  const { stdout } = await runProgram(
    { target: esm, options: options({ shutdownTimeoutMs: 200 }) },
    `pino(transport).info('one')
     transport.on('ready', () => {
       const start = performance.now()
       transport.end()
       console.log(performance.now() - start)
     })
     setTimeout(() => {}, 1000)`,
  )

  expect(Number(stdout)).toBeGreaterThan(0)
  expect(Number(stdout)).toBeLessThan(1500)
})

test('an endpoint that is away is no error of the transport', async () => {
  const away = { dsn: 'http://key@127.0.0.1:9/1', shutdownTimeoutMs: 100 }

  const { stdout } = await runProgram(
    { target: esm, options: away },
    `transport.on('error', (error) => console.log(error))
     const log = pino(transport)
     log.info('one')
     setTimeout(() => log.info('two'), 300)`,
  )

  expect(stdout).toBe('')
})

test('a DSN that cannot be parsed is one warning, and the other targets go on', async () => {
  const targets = [{ target: esm, options: { dsn: 'no DSN' } }, stdout]

  const program = await runProgram(
    { targets },
    `const log = pino(transport)
     log.info('one')
     log.info('two')`,
  )

  expect(program.stdout.trim().split('\n')).toHaveLength(2)
  expect(program.stderr.match(/LOGS_TO_SENTRY_DSN/g)).toHaveLength(1)
})

test('debug tells once of an error that pino has written as nothing', async () => {
  const { stderr } = await runProgram(
    { target: esm, options: options({ debug: true }) },
    `const log = pino(transport)
     for (const error of [{ code: 1 }, new Error('boom'), new Error('boom')]) log.error({ error })`,
  )

  expect(stderr.match(/pino wrote "error":\{\}.*log it under "err"/g)).toHaveLength(1)
})
