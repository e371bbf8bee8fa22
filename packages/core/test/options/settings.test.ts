import { describe, expect, it } from 'vitest'
import { optionNames } from '../../src/options/option-schema.ts'
import { resolveSettings } from '../../src/options/settings.ts'

const bad: readonly (readonly [name: string, value: unknown, message: RegExp])[] = [
  ['dns', 'https://k@h/1', /unknown option "dns", expected one of dsn, environment/],
  ['dsn', 5, /option "dsn" is a number, expected text such as/],
  ['environment', 5, /option "environment" is 5, expected text$/],
  ['release', {}, /option "release" is \{\}, expected text$/],
  ['serverName', true, /option "serverName" is true, expected text, or false$/],
  ['tunnel', 'not a url', /option "tunnel" is a string, expected an http or https URL$/],
  ['headers', { 'x-a': 1 }, /option "headers.x-a" is a number, expected text values$/],
  ['headers', { 'x-a': 'b\r\nc' }, /option "headers.x-a" is a string, expected text without line/],
  ['headers', { 'x a': 'b' }, /option "headers.x a" is a string, expected names made of HTTP/],
  [
    'headers',
    { 'Content-Length': '5' },
    /option "headers.Content-Length" is a string, expected names other than connection, content-/,
  ],
  ['proxy', 'socks5://127.0.0.1:1', /option "proxy" is a string, expected an http or https URL$/],
  ['ca', '/etc/ca.pem', /option "ca" is '\/etc\/ca.pem', expected PEM text$/],
  ['enableLogs', 'yes', /option "enableLogs" is 'yes', expected true or false$/],
  ['minLevel', 'warning', /option "minLevel" is 'warning', expected one of trace, debug, info/],
  [
    'levelMap',
    { audit: 'loud' },
    /option "levelMap.audit" is 'loud', expected one of .*, or 1 to 24$/,
  ],
  [
    'levelMap',
    { audit: 25 },
    /option "levelMap.audit" is 25, expected a whole number from 1 to 24$/,
  ],
  ['attributes', 'a', /option "attributes" is a string, expected an object$/],
  [
    'ignore',
    'text',
    /option "ignore" is 'text', expected a list of texts and regular expressions$/,
  ],
  ['ignore', [5], /option "ignore.0" is 5, expected a text or a regular expression$/],
  ['sampleRate', 1.5, /option "sampleRate" is 1.5, expected a number from 0 to 1/],
  ['sampleRate', { notice: 1 }, /option "sampleRate/],
  ['beforeSendLog', 'x', /option "beforeSendLog" is 'x', expected a function$/],
  ['hooksModule', '', /option "hooksModule" is '', expected a path or a file URL$/],
  ['flatten', 1, /option "flatten" is 1, expected true or false$/],
  ['maxDepth', 0, /option "maxDepth" is 0, expected a whole number from 1 to 32$/],
  [
    'maxAttributes',
    1025,
    /option "maxAttributes" is 1025, expected a whole number from 1 to 1024$/,
  ],
  ['maxValueBytes', 63, /option "maxValueBytes" is 63, expected a whole number from 64 to 65536$/],
  ['arrays', 'list', /option "arrays" is 'list', expected 'array' or 'json'$/],
  ['redact', ['user.email'], /option "redact.0" is 'user.email', expected a name without dots$/],
  ['redact', true, /option "redact" is true, expected a list of attribute names, or false$/],
  ['attributeNaming', 'kebab', /option "attributeNaming" is 'kebab', expected 'as-is' or/],
  ['maxBatchLogs', 101, /option "maxBatchLogs" is 101, expected a whole number from 1 to 100$/],
  ['flushIntervalMs', 0.5, /option "flushIntervalMs" is 0.5, expected a whole number from 1 to/],
  ['urgentIntervalMs', -1, /option "urgentIntervalMs" is -1, expected a whole number from 0 to/],
  ['maxQueueBytes', 1, /option "maxQueueBytes" is 1, expected a whole number from 1048576 to/],
  ['shutdownTimeoutMs', 9001, /option "shutdownTimeoutMs" is 9001, expected .* 0 to 9000$/],
  ['requestTimeoutMs', Number.NaN, /option "requestTimeoutMs" is NaN, expected a whole number/],
  ['compression', 'zstd', /option "compression" is 'zstd', expected 'br', 'gzip' or 'none'$/],
  ['sendClientReports', null, /option "sendClientReports" is null, expected true or false$/],
  ['worker', 1, /option "worker" is 1, expected true or false$/],
  ['handleSignals', 'no', /option "handleSignals" is 'no', expected true or false$/],
  ['spool', 'here', /option "spool" is 'here', expected an object of directory and maxBytes$/],
  ['debug', 'true', /option "debug" is 'true', expected true or false$/],
  ['onDrop', {}, /option "onDrop" is \{\}, expected a function$/],
]

describe('a bad option', () => {
  it.each(bad)(
    '%s: %j is a TypeError that names option, value and expectation',
    (name, value, message) => {
      const resolve = (): unknown => resolveSettings({ [name]: value }, {})

      expect(resolve).toThrow(TypeError)
      expect(resolve).toThrow(message)
    },
  )

  it('is tested for every option there is', () => {
    expect([...new Set(bad.map(([name]) => name))].toSorted()).toEqual(
      [...optionNames, 'dns'].toSorted(),
    )
  })

  it('that may hold a secret is not shown', () => {
    const secret = 'https://user:hunter2@proxy'

    for (const name of ['tunnel', 'proxy', 'headers', 'attributes']) {
      expect(() => resolveSettings({ [name]: [secret] }, {})).not.toThrow(/hunter2/)
    }
  })

  it('in place of the options object says so', () => {
    expect(() => resolveSettings(null as never, {})).toThrow(
      /options are null, expected an object$/,
    )
  })
})

describe('the environment', () => {
  it('fills in what the options leave out', () => {
    const settings = resolveSettings(
      { release: undefined },
      {
        SENTRY_DSN: ' https://k@h/1 ',
        SENTRY_ENVIRONMENT: 'staging',
        SENTRY_RELEASE: 'shop@1.2.3',
        SENTRY_NAME: 'web-1',
        SENTRY_DEBUG: 'yes',
        SENTRY_ENABLE_LOGS: '0',
      },
    )

    expect(settings).toMatchObject({
      dsn: 'https://k@h/1',
      environment: 'staging',
      release: 'shop@1.2.3',
      serverName: 'web-1',
      debug: true,
      enableLogs: false,
    })
  })

  it('gives way to an option', () => {
    const env = { SENTRY_ENVIRONMENT: 'staging', SENTRY_ENABLE_LOGS: 'false' }

    expect(resolveSettings({ environment: 'test', enableLogs: true }, env)).toMatchObject({
      environment: 'test',
      enableLogs: true,
    })
  })

  it('counts as not set where a variable is blank or no word for true or false', () => {
    const env = { SENTRY_DSN: ' ', SENTRY_ENVIRONMENT: '', SENTRY_DEBUG: 'maybe' }

    expect(resolveSettings({}, env)).toMatchObject({ environment: 'production', debug: false })
    expect(resolveSettings({}, env).dsn).toBeUndefined()
  })
})

it('what a library added to every object is no option', () => {
  const added = { value: 'by a library', configurable: true, enumerable: true, writable: true }
  Reflect.defineProperty(Object.prototype, 'added', added)
  let release: string | undefined
  try {
    release = resolveSettings({ release: '1' }, {}).release
  } finally {
    Reflect.deleteProperty(Object.prototype, 'added')
  }

  expect(release).toBe('1')
})
