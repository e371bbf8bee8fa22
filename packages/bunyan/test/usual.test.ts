import bunyan from 'bunyan'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LogInput } from '@logs-to-sentry/core'
import { anyValue } from '../../../test/support/any-value.ts'
import { toLogInput } from '../src/entry.ts'
import { translateUsual } from '../src/usual.ts'
import { entryContext } from './support/entry-context.ts'

const own = ['name', 'hostname', 'pid', 'level', 'msg', 'time', 'v', 'src', 'err', 'res']
const names = fc.oneof(fc.string(), fc.constantFrom(...own, 'logger.name', 'server.address'))
const response = fc.constant({ statusCode: 200, header: 'HTTP/1.1 200 OK\r\nset-cookie: a=b' })
const fields = fc.dictionary(names, fc.oneof(anyValue, response), { maxKeys: 5 })

/** The entries of a real logger. */
function entriesOf(log: (logger: bunyan) => void): unknown[] {
  const entries: unknown[] = []
  const stream = { write: (entry: unknown) => entries.push(entry) }
  log(bunyan.createLogger({ name: 'shop', streams: [{ type: 'raw', stream }] }))
  return entries
}

/** bunyan itself throws for some of what anybody can log. */
function entriesOfAny(given: object, text: string): unknown[] {
  try {
    return entriesOf((logger) => logger.child({ service: 'api' }).info(given, text))
  } catch {
    return []
  }
}

function attributesOf({ attributes = {}, omit, loggerAttributes = {} }: LogInput): object {
  const kept = Object.entries(attributes).filter(([name]) => omit?.has(name) !== true)
  return Object.fromEntries([...kept, ...Object.entries(loggerAttributes)])
}

it('what is read of a usual entry at a glance is what a closer look would give', () => {
  fc.assert(
    fc.property(fields, fc.string(), (given, text) => {
      for (const entry of entriesOfAny(given, text)) {
        const usual = translateUsual(entry, entryContext)
        if (usual === undefined) continue
        const any = toLogInput(entry, entryContext)
        const { omit: _omit, loggerAttributes: _told, ...rest } = usual

        expect(attributesOf(usual)).toEqual(attributesOf(any))
        expect({ ...rest, attributes: undefined }).toEqual({ ...any, attributes: undefined })
      }
    }),
    { numRuns: 500 },
  )
})

it('an entry with a message and fields is read at a glance', () => {
  const [entry] = entriesOf((logger) => logger.info({ user: { id: 7 } }, 'hello'))

  expect(translateUsual(entry, entryContext)).toMatchObject({
    body: 'hello',
    time: expect.any(Number),
    loggerAttributes: { 'bunyan.logger.level': 30, 'logger.name': 'shop' },
  })
})

it('an entry whose getter throws is looked at closely', () => {
  const [entry] = entriesOf((logger) => logger.info('hello'))
  const trapped = Object.defineProperty(Object.assign({}, entry), 'time', {
    get: () => {
      throw new Error('gone')
    },
  })

  expect(translateUsual(trapped, entryContext)).toBeUndefined()
})
