import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskDsn, parseDsn } from '../../src/options/dsn.ts'

test('a hosted address gives key, project and endpoint', () => {
  const text = 'https://abc123@o42.ingest.us.sentry.io/4505'

  expect(parseDsn(text)).toEqual({
    publicKey: 'abc123',
    projectId: '4505',
    host: 'o42.ingest.us.sentry.io',
    envelopeUrl: 'https://o42.ingest.us.sentry.io/api/4505/envelope/',
    text,
  })
})

test.each([
  ['http://k@localhost:8969/1', 'http://localhost:8969/api/1/envelope/'],
  [
    'https://k@sentry.example.com/sub/path/7',
    'https://sentry.example.com/sub/path/api/7/envelope/',
  ],
  ['https://k@host:443/1', 'https://host/api/1/envelope/'],
  ['http://k@host:80/1', 'http://host/api/1/envelope/'],
  ['https://k@host:8443/1', 'https://host:8443/api/1/envelope/'],
  ['http://k@[::1]:9000/1', 'http://[::1]:9000/api/1/envelope/'],
  ['HTTPS://k@HOST/1', 'https://host/api/1/envelope/'],
  ['https://k@host/0012', 'https://host/api/0012/envelope/'],
  ['https://k@host/1?x=y#z', 'https://host/api/1/envelope/'],
])('envelopes for %s go to %s', (text, envelopeUrl) => {
  expect(parseDsn(text)?.envelopeUrl).toBe(envelopeUrl)
})

test('the obsolete secret is passed on only when there is one', () => {
  expect(parseDsn('https://pub:sec@host/1')).toMatchObject({ publicKey: 'pub', secretKey: 'sec' })
  expect(parseDsn('https://pub:@host/1')).not.toHaveProperty('secretKey')
  expect(parseDsn('https://pub@host/1')).not.toHaveProperty('secretKey')
})

test('white space around the address does not matter', () => {
  expect(parseDsn(' \n https://k@host/1\t')).toMatchObject({
    publicKey: 'k',
    text: 'https://k@host/1',
  })
})

test.each([
  ['nothing', ''],
  ['only white space', '  '],
  ['another scheme', 'ftp://k@host/1'],
  ['no scheme', 'k@host/1'],
  ['one slash after the scheme', 'https:/k@host/1'],
  ['no key', 'https://host/1'],
  ['an empty key', 'https://@host/1'],
  ['only a secret', 'https://:sec@host/1'],
  ['a key that breaks the header', 'https://a,b@host/1'],
  ['a secret that breaks the header', 'https://k:a,b@host/1'],
  ['no host', 'https://k@/1'],
  ['a port that is none', 'https://k@host:99999/1'],
  ['no project', 'https://k@host'],
  ['no project after a slash', 'https://k@host/'],
  ['a project in words', 'https://k@host/shop'],
  ['a project with letters behind', 'https://k@host/1a'],
  ['a slash behind the project', 'https://k@host/1/'],
  ['a space within', 'https://k@ho st/1'],
  ['a line break within', 'https://k@host/1\n2'],
])('an address with %s is none', (_fault, text) => {
  expect(parseDsn(text)).toBeUndefined()
})

test.each([
  ['https://abcdef0123456789@o1.ingest.sentry.io/1', 'https://***@o1.ingest.sentry.io/1'],
  ['https://pub:sec@host/p/1', 'https://***@host/p/1'],
  ['k@host/1', '***@host/1'],
  ['https:/key@host/1', '***@host/1'],
  ['  https://k@host/1 ', 'https://***@host/1'],
  ['https://abcdef0123456789abcdef0123456789.o1.sentry.io/1', 'https://***.o1.sentry.io/1'],
  ['abcdef0123456789abcdef0123456789', '***'],
  ['https://host/1', 'https://host/1'],
  ['', ''],
])('the address %j is shown as %j', (text, shown) => {
  expect(maskDsn(text)).toBe(shown)
})

test('what stands before the last @ is never shown', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (key) => {
      expect(maskDsn(`https://${key}@h/1`)).toBe('https://***@h/1')
    }),
  )
})

test('any text is read and shown without an exception, and briefly', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      parseDsn(text)

      expect(maskDsn(text).length).toBeLessThanOrEqual(200)
    }),
  )
})
