import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { envelopeText, sendTo } from './support/envelope-bytes.ts'
import { startRelay, type Relay, type Rule } from './support/relay.ts'

type To = Parameters<typeof sendTo>[2]

/** A request with one thing wrong, the answer to it, and the rule that it breaks. */
interface Row {
  readonly what: string
  readonly status: number
  readonly rules: readonly Rule[]
  readonly to?: (key: string, relay: Relay) => To
  readonly header?: (relay: Relay) => unknown
}

const auth = (value: string | undefined, path?: string): To => ({
  headers: { 'x-sentry-auth': value },
  ...(path === undefined ? {} : { path }),
})
const query = (key: string): string => `/api/1/envelope/?sentry_key=${key}&sentry_version=7`
const dsnOf = (relay: Relay): unknown => ({ dsn: relay.dsn })

const rows: readonly Row[] = [
  { what: 'another path', status: 404, rules: ['path'], to: () => ({ path: '/api/1/store/' }) },
  {
    what: 'no slash at the end of the path',
    status: 200,
    rules: ['path'],
    to: () => ({ path: '/api/1/envelope' }),
  },
  {
    what: 'a path below a prefix',
    status: 200,
    rules: [],
    to: () => ({ path: '/some/where/api/1/envelope/' }),
  },
  {
    what: 'another project',
    status: 403,
    rules: ['auth-project'],
    to: () => ({ path: '/api/2/envelope/' }),
  },
  {
    what: 'no content type',
    status: 200,
    rules: ['content-type'],
    to: () => ({ headers: { 'content-type': '' } }),
  },
  {
    what: 'another content type',
    status: 200,
    rules: ['content-type'],
    to: () => ({ headers: { 'content-type': 'application/json' } }),
  },
  { what: 'no key', status: 403, rules: ['auth-missing'], to: () => auth(undefined) },
  {
    what: 'a wrong key',
    status: 403,
    rules: ['auth-key'],
    to: () => auth('Sentry sentry_key=0123, sentry_version=7, sentry_client=a/1'),
  },
  {
    what: 'another scheme in the header',
    status: 403,
    rules: ['auth-syntax', 'auth-missing'],
    to: (key) => auth(`Bearer sentry_key=${key}`),
  },
  {
    what: 'a header that is no list of pairs',
    status: 403,
    rules: ['auth-syntax', 'auth-missing'],
    to: (key) => auth(`Sentry ${key}`),
  },
  {
    what: 'a header without a key',
    status: 403,
    rules: ['auth-missing'],
    to: () => auth('Sentry sentry_version=7, sentry_client=a/1'),
  },
  {
    what: 'another protocol version',
    status: 200,
    rules: ['auth-version'],
    to: (key) => auth(`Sentry sentry_key=${key}, sentry_version=6, sentry_client=a/1`),
  },
  {
    what: 'no protocol version',
    status: 200,
    rules: ['auth-version'],
    to: (key) => auth(`Sentry sentry_key=${key}, sentry_client=a/1`),
  },
  {
    what: 'a secret in the header',
    status: 200,
    rules: [],
    to: (key) => auth(`Sentry sentry_key=${key}, sentry_version=7, sentry_secret=abc`),
  },
  {
    what: 'the key in the query',
    status: 200,
    rules: [],
    to: (key) => auth(undefined, query(key)),
  },
  {
    what: 'the key in the envelope',
    status: 200,
    rules: [],
    header: dsnOf,
    to: () => auth(undefined),
  },
  {
    what: 'the same key three times',
    status: 200,
    rules: [],
    header: dsnOf,
    to: (key) => ({ path: query(key) }),
  },
  {
    what: 'header and query that disagree',
    status: 403,
    rules: ['auth-disagrees'],
    to: () => ({ path: query('0123') }),
  },
  {
    what: 'header and envelope that disagree',
    status: 403,
    rules: ['auth-disagrees'],
    header: ({ port }) => ({ dsn: `http://0123@127.0.0.1:${port}/1` }),
  },
  {
    what: 'an envelope of another project',
    status: 403,
    rules: ['auth-project', 'auth-missing'],
    header: ({ dsn }) => ({ dsn: dsn.replace(/1$/, '2') }),
    to: () => auth(undefined),
  },
  {
    what: 'a dsn that is none',
    status: 403,
    rules: ['auth-syntax', 'auth-missing'],
    header: () => ({ dsn: 'example.com/1' }),
    to: () => auth(undefined),
  },
  {
    what: 'a tunnel',
    status: 200,
    rules: [],
    header: dsnOf,
    to: () => ({ ...auth(undefined), path: '/tunnel' }),
  },
  {
    what: 'a tunnel without a dsn',
    status: 403,
    rules: ['auth-missing'],
    to: () => auth(undefined, '/tunnel'),
  },
  {
    what: 'an unknown encoding',
    status: 400,
    rules: ['encoding'],
    to: () => ({ headers: { 'content-encoding': 'lzma' } }),
  },
  {
    what: 'bytes that do not decode',
    status: 400,
    rules: ['encoding'],
    to: () => ({ headers: { 'content-encoding': 'gzip' } }),
  },
]

test.each(rows)(
  '$what is answered $status, noted: $rules',
  async ({ status, rules, to, header }) => {
    await using relay = await startRelay()
    const key = new URL(relay.dsn).username

    const response = await sendTo(
      relay,
      envelopeText({ header: header?.(relay) ?? {} }),
      to?.(key, relay),
    )

    expect(response.status).toBe(status)
    expect(relay.problems.map(({ rule }) => rule)).toEqual(rules)
    expect(relay.logs).toHaveLength(status === 200 ? 1 : 0)
  },
)

test('a sender that names itself nowhere is noted', async () => {
  await using relay = await startRelay()
  const path = query(new URL(relay.dsn).username)
  const headers = { 'x-sentry-auth': undefined, 'user-agent': '' }

  await sendTo(relay, envelopeText(), { headers, path })

  expect(relay.problems).toMatchObject([{ rule: 'client-name' }])
})

test('a request that is no POST is answered 405', async () => {
  await using relay = await startRelay()

  const response = await fetch(`${relay.url}/api/1/envelope/`)

  expect(response.status).toBe(405)
  expect(relay.problems).toMatchObject([{ rule: 'method' }])
})

test('a small body without a length is noted', async () => {
  await using relay = await startRelay()
  const body = new Blob([envelopeText()]).stream()

  const response = await fetch(`${relay.url}/api/1/envelope/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-sentry-envelope',
      'x-sentry-auth': `Sentry sentry_key=${new URL(relay.dsn).username}, sentry_version=7`,
    },
    body,
    duplex: 'half',
  })

  expect(response.status).toBe(200)
  expect(relay.problems).toMatchObject([{ rule: 'chunked' }])
})

test.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['identity', (bytes: Buffer) => bytes],
])('a body in %s is read', async (encoding, compress) => {
  await using relay = await startRelay()
  const text = envelopeText()

  await sendTo(relay, new Uint8Array(compress(Buffer.from(text))), {
    headers: { 'content-encoding': encoding },
  })

  expect(relay.envelopes).toMatchObject([{ encoding, outcome: { status: 200, problems: [] } }])
  expect(relay.envelopes[0]?.bytes.toString()).toBe(text)
})
