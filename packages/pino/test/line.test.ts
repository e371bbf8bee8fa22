import type { LogInput } from '@logs-to-sentry/core'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLine, toLogInput } from '../src/line.ts'
import { defaultLoggerConfig } from '../src/logger-config.ts'
import { attributesOf, log, read } from './support/real-line.ts'

test('fields named level and time do not hide those of pino', () => {
  const input = log({}, (logger) => logger.error({ level: 'gold', time: 'noon' }, 'x'))

  expect(input.level).toBe(17)
  expect(Math.abs((input.time ?? 0) - Date.now())).toBeLessThan(60_000)
  expect(attributesOf(input)).toMatchObject({
    'pino.logger.level': 50,
    level: 'gold',
    time: 'noon',
  })
})

describe('message', () => {
  test.each([
    ['"hi"', 'hi'],
    ['""', ''],
    ['42', '42'],
    ['true', 'true'],
    ['null', ''],
    ['{"a":1}', '{"a":1}'],
    ['[1,"a"]', '[1,"a"]'],
  ])('the message %s reads %s', (json, body) => {
    const input = read(`{"level":30,"msg":${json}}`)

    expect(input.body).toBe(body)
    expect(attributesOf(input)).not.toHaveProperty('msg')
  })

  test('a sensitive part of a message object is not read out', () => {
    const { body } = read('{"level":30,"msg":{"password":"hunter2"}}', {
      isSensitive: (name) => name === 'password',
    })

    expect(body).toBe('{"password":"[Filtered]"}')
  })

  test('a line without message has the message of its error, or none', () => {
    const error = new Error('boom')

    expect(log({}, (logger) => logger.error(error)).body).toBe('boom')
    expect(log({}, (logger) => logger.error({ err: error })).body).toBe('boom')
    expect(log({}, (logger) => logger.info({ a: 1 })).body).toBe('')
  })

  test('of a message and a field msg the message wins', () => {
    expect(log({}, (logger) => logger.info({ msg: 'a' }, 'b')).body).toBe('b')
  })

  test('printf tokens and the prefixes of child loggers are in the body', () => {
    const input = log({ msgPrefix: '[A] ' }, (logger) => {
      logger.child({}, { msgPrefix: '[B] ' }).info('%s is %d', 'x', 2)
    })

    expect(input.body).toBe('[A] [B] x is 2')
  })

  test('messageKey of the logger is the body, and msg a plain field', () => {
    const input = log({ messageKey: 'message' }, (logger) => logger.info({ msg: 'field' }, 'hi'))

    expect(input.body).toBe('hi')
    expect(attributesOf(input)).toMatchObject({ msg: 'field' })
    expect(attributesOf(input)).not.toHaveProperty('message')
  })
})

describe('attributes', () => {
  test('name, pid and hostname have their conventional names', () => {
    const input = log({ name: 'shop' }, (logger) => logger.info('x'))

    expect(attributesOf(input)).toEqual({
      'pino.logger.level': 30,
      'logger.name': 'shop',
      'process.pid': process.pid,
      'server.address': expect.any(String),
    })
  })

  test('fields of these names with other types are fields of the application', () => {
    expect(attributesOf(read('{"level":30,"pid":"a","hostname":7,"name":{"b":1}}'))).toEqual({
      'pino.logger.level': 30,
      pid: 'a',
      hostname: 7,
      name: { b: 1 },
    })
  })

  test('a field that has the conventional name stays', () => {
    expect(attributesOf(read('{"level":30,"name":"a","logger.name":"b"}'))).toEqual({
      'pino.logger.level': 30,
      name: 'a',
      'logger.name': 'b',
    })
  })

  test('a logger without base has none of them', () => {
    const input = log({ base: null }, (logger) => logger.info('x'))

    expect(attributesOf(input)).toEqual({ 'pino.logger.level': 30 })
  })

  test('bindings, mixin and merge object are attributes, the later one wins', () => {
    const input = log({ base: null, mixin: () => ({ b: 'mixin', c: 'mixin' }) }, (logger) => {
      logger.child({ a: 'child', b: 'child' }).info({ c: 'merge', d: { e: [1] } }, 'x')
    })

    expect(attributesOf(input)).toEqual({
      'pino.logger.level': 30,
      a: 'child',
      b: 'mixin',
      c: 'merge',
      d: { e: [1] },
    })
  })

  test('what the logger redacted stays as it wrote it', () => {
    const input = log({ base: null, redact: ['card', 'user.mail'] }, (logger) => {
      logger.info({ card: '4111', user: { mail: 'a@b.c', id: 5 } }, 'x')
    })

    expect(attributesOf(input)).toEqual({
      'pino.logger.level': 30,
      card: '[Redacted]',
      user: { mail: '[Redacted]', id: 5 },
    })
  })

  test('a field named __proto__ is a field', () => {
    const { attributes } = read('{"level":30,"__proto__":{"polluted":true}}')

    expect(Object.keys(attributes ?? {})).toContain('__proto__')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

describe('error', () => {
  test('the error of a line is named, and stays under its key', () => {
    const error = Object.assign(new TypeError('boom'), { code: 'E_BOOM' })
    const input = log({}, (logger) => logger.error(error, 'failed'))

    expect(input.body).toBe('failed')
    expect(input.error).toMatchObject({ type: 'TypeError', message: 'boom', code: 'E_BOOM' })
    expect(attributesOf(input)['err']).toBe(input.error)
  })

  test('errorKey of the logger is followed', () => {
    const input = log({ errorKey: 'failure' }, (logger) => logger.error(new Error('boom')))

    expect(input.error).toMatchObject({ message: 'boom' })
    expect(attributesOf(input)['failure']).toBe(input.error)
  })

  test('a value under the error key that is no error is a plain attribute', () => {
    const input = read('{"level":50,"err":"boom"}')

    expect(input).not.toHaveProperty('error')
    expect(attributesOf(input)).toMatchObject({ err: 'boom' })
  })
})

describe('nestedKey', () => {
  const nestedKey = 'payload'

  const logNested = (fields: object): LogInput =>
    log({ nestedKey, base: null }, (logger) => logger.error(fields), { nestedKey })

  test('the error under it is found', () => {
    const input = logNested({ err: new Error('boom'), a: 1 })

    expect(input.body).toBe('boom')
    expect(input.error).toMatchObject({ message: 'boom' })
    expect(attributesOf(input)).toEqual({
      'pino.logger.level': 50,
      payload: { a: 1, err: input.error },
    })
  })

  test('the trace under it is lifted to where core looks for it', () => {
    const trace = { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) }

    expect(attributesOf(logNested({ ...trace, a: 1 }))).toEqual({
      'pino.logger.level': 50,
      ...trace,
      payload: { a: 1 },
    })
  })
})

describe('a line that is no object', () => {
  test.each([
    ['42', '42'],
    ['"text"', 'text'],
    ['true', 'true'],
    ['[1,2]', '[1,2]'],
  ])('%s is a body', (text, body) => {
    expect(read(text)).toMatchObject({ level: 9, body })
  })

  test.each([[''], ['null'], ['{"level":30'], ['plain text'], ['{"level":30}{"level":30}']])(
    '%j is refused',
    (text) => {
      expect(parseLine(text)).toBeNull()
    },
  )
})

test('the parsed line is handed to the hook unchanged', () => {
  const text = '{"level":30,"time":1795353150000,"a":{"b":1},"msg":"x"}'

  expect(read(text, { nestedKey: 'a' }).native).toEqual(JSON.parse(text))
})

describe('any text', () => {
  const config = { ...defaultLoggerConfig, nestedKey: 'payload' }
  const translate = (text: string): LogInput | null => {
    const line = parseLine(text)
    return line && toLogInput(line, config)
  }
  const key = fc.oneof(
    fc.constantFrom(
      'level',
      'time',
      'msg',
      'err',
      'name',
      'pid',
      'hostname',
      'payload',
      'severity',
    ),
    fc.string(),
  )

  test('is translated or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => translate(text)).not.toThrow()
      }),
    )
  })

  test('that is JSON becomes a log with a body and a severity', () => {
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (value) => {
        const input = translate(JSON.stringify(value))

        expect(typeof input?.body).toBe('string')
        expect(input?.level).toBeGreaterThanOrEqual(1)
        expect(input?.level).toBeLessThanOrEqual(24)
      }),
    )
  })

  test('that a line begins with is translated or refused as well', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), fc.string(), (level, time, rest) => {
        const start = `{"level":${level},"time":${time}`
        for (const text of [`${start}}`, `${start},"a":1}`, `${start}${rest}}`, start + rest]) {
          expect(() => translate(text)).not.toThrow()
        }
      }),
    )
  })
})
