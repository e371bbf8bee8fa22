import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Relay, StoredLog } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import { runProgram, type Ending } from './support/program.ts'

// The worker runs what is shipped: these tests need the packages built.
const target = fileURLToPath(new URL('../dist/index.mjs', import.meta.url))

let relay: Relay
let folder: string

useRelay((started) => {
  relay = started
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logs-to-sentry-'))
})

afterAll(() => rm(folder, { recursive: true }))

/** Our target, which its release tells from another one. */
const sentry = (release: string, level?: string): object => ({
  target,
  options: { dsn: relay.dsn, release, shutdownTimeoutMs: 9000 },
  ...(level !== undefined && { level }),
})

const stdout = { target: 'pino/file', options: { destination: 1 } }

const sequenceOf = ({ attributes }: StoredLog): number =>
  Number(attributes['sentry.timestamp.sequence'])

/** Body and name of the level of what arrived, by release, in the order in which it was logged. */
const arrived = (release: string): string[] =>
  relay.logs
    .filter((log) => log.attributes['sentry.release'] === release)
    // On a busy machine an error may arrive in an envelope of its own, before others.
    .toSorted((a, b) => a.timestamp - b.timestamp || sequenceOf(a) - sequenceOf(b))
    .map((log) => [log.body, log.attributes['pino.logger.level_name']].join(' ').trim())

const linesOf = ({ stdout }: Ending): string[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { msg: string }).msg)

const logAll = `for (const level of ['debug', 'info', 'warn', 'error']) log[level](level)`

describe('several targets', () => {
  test('each takes the lines from its level up, and from info up without one, as pino decides', async () => {
    const targets = [sentry('none'), sentry('debug', 'debug'), sentry('error', 'error')]

    await runProgram({ targets }, `const log = pino({ level: 'debug' }, transport); ${logAll}`)

    expect(arrived('none')).toEqual(['info', 'warn', 'error'])
    expect(arrived('debug')).toEqual(['debug', 'info', 'warn', 'error'])
    expect(arrived('error')).toEqual(['error'])
  })

  test('a burst arrives whole and in order, with characters of every length', async () => {
    const targets = [sentry('burst', 'info'), stdout]

    await runProgram(
      { targets },
      `const log = pino(transport)
       for (let n = 0; n < 3000; n++) log.info('é€😀' + n)`,
    )

    expect(arrived('burst')).toEqual(Array.from({ length: 3000 }, (_, n) => `é€😀${n}`))
  })

  test('a custom level may be the level of a target', async () => {
    const targets = [sentry('audit', 'audit'), stdout]

    await runProgram(
      { targets, levels: { audit: 35 } },
      `const log = pino({ customLevels: { audit: 35 } }, transport)
       log.audit('seen')
       ${logAll}`,
    )

    expect(arrived('audit')).toEqual(['seen audit', 'warn', 'error'])
  })

  test('with dedupe a line goes only to the target with the highest level that takes it', async () => {
    const below = {
      targets: [sentry('below', 'info'), { ...stdout, level: 'error' }],
      dedupe: true,
    }
    const above = {
      targets: [sentry('above', 'error'), { ...stdout, level: 'info' }],
      dedupe: true,
    }

    const programs = [
      await runProgram(below, `const log = pino(transport); ${logAll}`),
      await runProgram(above, `const log = pino(transport); ${logAll}`),
    ]

    expect(arrived('below')).toEqual(['info', 'warn'])
    expect(arrived('above')).toEqual(['error'])
    expect(programs.map(linesOf)).toEqual([['error'], ['info', 'warn']])
  })

  test('of levels that are text, pino hands on those that are spelled as its own, and warns', async () => {
    const targets = [sentry('text'), stdout]

    const program = await runProgram(
      { targets },
      `const logger = (level) => pino({ formatters: { level } }, transport)
       logger((level) => ({ level })).warn('as its own')
       logger((level) => ({ level: level.toUpperCase() })).warn('in capitals')
       logger((severity) => ({ severity })).warn('under another name')`,
    )

    expect(arrived('text')).toEqual(['as its own'])
    expect(linesOf(program)).toEqual(['as its own'])
    expect(program.stderr).toContain('PINO_TRANSPORT_MULTI_TARGETS_LEVEL_FORMATTER')
  })
})

describe('keys and levels of the logger', () => {
  const customLevels = '{ audit: 35 }'
  const options = `{ customLevels: ${customLevels}, messageKey: 'message', errorKey: 'failure' }`

  test('are known to a pipeline that is loaded after the targets', async () => {
    const targets = [sentry('target'), { pipeline: [sentry('pipeline')] }]

    await runProgram({ targets }, `pino(${options}, transport).audit('hi')`)

    expect(arrived('target')).toEqual(['hi audit'])
    expect(arrived('pipeline')).toEqual(['hi audit'])
  })

  test('are known of each of several loggers of one transport', async () => {
    await runProgram(
      sentry('one'),
      `const first = pino({ customLevels: { audit: 35 } }, transport)
       pino({ customLevels: { loud: 45 } }, transport).loud('b')
       first.audit('a')`,
    )

    expect(arrived('one')).toEqual(['b loud', 'a audit'])
  })

  test('are known from the first line of a logger that is made long after the transport', async () => {
    await runProgram(
      sentry('late'),
      `transport.write('{"level":30,"msg":"by hand"}\\n')
       transport.flush(() => pino(${options}, transport).audit({ failure: new Error('boom') }))`,
    )

    expect(arrived('late')).toEqual(['by hand', 'boom audit'])
  })

  test("that another target has received alone are pino.transport's levels, and the usual message keys", async () => {
    const greedy = join(folder, 'greedy.cjs')
    await writeFile(
      greedy,
      `const { parentPort } = require('node:worker_threads')
       const { Writable } = require('node:stream')
       module.exports = () => {
         parentPort.on('message', () => {})
         return new Writable({ write: (line, encoding, callback) => callback() })
       }`,
    )
    const targets = [{ target: greedy }, sentry('deaf')]

    await runProgram(
      { targets, levels: { audit: 35 } },
      `const log = pino(${options}, transport)
       log.audit('hi')
       log.error({ failure: new RangeError('boom') }, 'failed')`,
    )

    expect(arrived('deaf')).toEqual(['hi audit', 'failed'])
    expect(relay.logs[1]?.attributes).toMatchObject({ 'exception.type': 'RangeError' })
  })
})
