import { expect, test } from 'vitest'
import {
  createClient,
  defaultRedact,
  init,
  logger,
  type LogInput,
  type Options,
  setAttributes,
  withScope,
} from '../packages/core/src/index.ts'
import type { Relay, StoredLog } from './support/relay.ts'
import { useRelay } from './support/use-relay.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

type Stored = StoredLog['attributes']

/** What is stored of one line under some options, without what is of SDK and project. */
async function store(
  options: Options,
  attributes: Readonly<Record<string, unknown>>,
  input: Partial<LogInput> = {},
): Promise<Stored> {
  const client = createClient({ ...relay.options, serverName: false, ...options })
  client.capture({ level: 'info', body: 'x', attributes, ...input })
  await client.close()
  return own(relay.logs.at(-1))
}

function own(log: StoredLog | undefined): Stored {
  const entries = Object.entries(log?.attributes ?? {})
  return Object.fromEntries(
    entries.filter(([name]) => !/^sentry\.(sdk|environment|timestamp)/.test(name)),
  )
}

const nested = { order: { id: 7, customer: { name: 'Ada', tags: ['a', 'b'] } } }

test('flatten spreads objects over dotted names, unless it is false', async () => {
  const spread = { 'order.id': 7, 'order.customer.name': 'Ada', 'order.customer.tags': ['a', 'b'] }

  expect(await store({}, nested)).toEqual(spread)
  expect(await store({ flatten: true }, nested)).toEqual(spread)
  expect(await store({ flatten: false }, nested)).toEqual({
    order: '{"id":7,"customer":{"name":"Ada","tags":["a","b"]}}',
  })
})

test('maxDepth is the number of parts of a name, and what lies deeper is JSON text', async () => {
  const seven = { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }

  expect(await store({}, seven)).toEqual({ 'a.b.c.d.e.f': '{"g":1}' })
  expect(await store({ maxDepth: 7 }, seven)).toEqual({ 'a.b.c.d.e.f.g': 1 })
  expect(await store({ maxDepth: 2 }, nested)).toEqual({
    'order.id': 7,
    'order.customer': '{"name":"Ada","tags":["a","b"]}',
  })
  expect(await store({ maxDepth: 1 }, nested)).toEqual(await store({ flatten: false }, nested))
})

test('maxAttributes bounds those of the line, nearest to the top first, and no defaults', async () => {
  const raw = { deep: { a: 1, b: 2 }, one: 1, two: 2 }

  expect(await store({ maxAttributes: 3 }, raw)).toEqual({ one: 1, two: 2, 'deep.a': 1 })
  expect(await store({ maxAttributes: 1, attributes: { a: 1, b: 2 } }, raw)).toEqual({
    one: 1,
    a: 1,
    b: 2,
  })
  const many = Array.from({ length: 200 }, (_, index) => [`key${index}`, index])
  expect(Object.keys(await store({}, Object.fromEntries(many)))).toHaveLength(128)
})

test('maxValueBytes are bytes of UTF-8, of texts, lists, JSON texts and stacks', async () => {
  const frames = Array.from({ length: 100 }, (_, index) => `    at frame${index} (file.js:1:1)`)
  const raw = {
    fits: '€'.repeat(42),
    long: '€'.repeat(43),
    list: ['a'.repeat(60), 'b'.repeat(60), 'c'.repeat(60)],
    map: new Map([['k', '€'.repeat(43)]]),
    err: { type: 'E', message: 'm'.repeat(200), stack: ['E: m', ...frames].join('\n') },
  }

  const stored = await store({ maxValueBytes: 128 }, raw)

  expect(stored).toEqual({
    fits: raw.fits,
    long: `${'€'.repeat(38)}...[truncated]`,
    list: ['a'.repeat(60), `${'b'.repeat(54)}...[truncated]`],
    map: `{"k":"${'€'.repeat(36)}...[truncated]`,
    'exception.type': 'E',
    'exception.message': `${'m'.repeat(114)}...[truncated]`,
    'exception.stacktrace': [
      'E: m',
      frames[0],
      '    ... frames left out',
      ...frames.slice(-2),
    ].join('\n'),
  })
})

test('arrays are lists where they are of one kind, or all JSON text', async () => {
  const raw = { texts: ['a'], numbers: [1, 2.5], flags: [true], empty: [], mixed: ['a', 1] }

  expect(await store({}, raw)).toEqual({ ...raw, mixed: '["a",1]' })
  expect(await store({ arrays: 'json' }, raw)).toEqual({
    texts: '["a"]',
    numbers: '[1,2.5]',
    flags: '[true]',
    empty: '[]',
    mixed: '["a",1]',
  })
  expect(relay.logs.map(({ types }) => types['texts'])).toEqual(['array', 'string'])
})

test.each([...defaultRedact])('the value of %s is kept back by default', async (name) => {
  const raw = { [name]: 'hunter2', deep: { [name.toUpperCase()]: ['hunter2'] } }

  expect(await store({}, raw)).toEqual({
    [name]: '[Filtered]',
    [`deep.${name.toUpperCase()}`]: '[Filtered]',
  })
})

/** One secret in every place that a line has. */
function logSecrets(name: string, secret: string): void {
  const holder = { [name]: secret }
  logger.info(holder as never)
  logger.info(`{${name}} {holder} {holder.${name}}`, { ...holder, holder })
  logger.info(logger.fmt`holder ${holder}`)
  logger.error(Object.assign(new Error('x', { cause: holder }), holder))
  withScope(() => {
    setAttributes({ ...holder, scope: holder })
    logger.info('deep', {
      attributes: {
        a: { b: { c: { d: { e: { f: { g: holder } } } } } },
        list: [holder, { headers: holder }],
        map: new Map([['holder', holder]]),
        json: { toJSON: () => holder },
        req: { headers: { [name.toUpperCase()]: secret, [`x.${name}`]: secret } },
      },
    })
  })
}

test('a sensitive name is kept back in bodies, templates, parameters, scopes, errors and JSON text', async () => {
  const client = init({ ...relay.options, attributes: { options: { password: 'hunter2' } } })
  logSecrets('password', 'hunter2')
  await client.close()

  expect(relay.logs).toHaveLength(5)
  expect(JSON.stringify(relay.logs)).not.toContain('hunter2')
  expect(relay.logs.map(({ body }) => body)).toEqual([
    '{"password":"[Filtered]"}',
    '[Filtered] {"password":"[Filtered]"} [Filtered]',
    'holder {"password":"[Filtered]"}',
    'x',
    'deep',
  ])
})

test('an own list of names replaces the default one, and false sends everything', async () => {
  const listed = init({ ...relay.options, redact: ['Pin-Code'] })
  logSecrets('pin_code', 'hunter2')
  logger.info('{password}', { password: 'sent' })
  await listed.close()

  expect(JSON.stringify(relay.logs)).not.toContain('hunter2')
  expect(relay.logs.at(-1)).toMatchObject({ body: 'sent' })

  const open = init({ ...relay.options, redact: false })
  logSecrets('password', 'hunter2')
  await open.close()

  const sent = relay.logs.slice(6)
  expect(sent.map(({ body }) => body)).toEqual([
    '{"password":"hunter2"}',
    'hunter2 {"password":"hunter2"} hunter2',
    'holder {"password":"hunter2"}',
    'x',
    'deep',
  ])
  expect(JSON.stringify(sent)).not.toContain('[Filtered]')
})

test('the hook sees what was kept back, and cannot log it', async () => {
  const stored = await store(
    {
      beforeSendLog: (log) => {
        const seen = log.attributes['password'] ?? ''
        return { ...log, attributes: { ...log.attributes, seen, 'a.token': 'hunter2' } }
      },
    },
    { password: 'hunter2' },
  )

  expect(stored).toEqual({ password: '[Filtered]', seen: '[Filtered]', 'a.token': '[Filtered]' })
})

test('snake_case spells the names that the application chose, and no others', async () => {
  const options: Options = {
    attributes: { deployRegion: 'eu' },
    attributeNaming: 'snake_case',
    serverName: 'Web-1',
    release: '1',
  }
  const client = init({ ...relay.options, ...options })
  const plain = createClient({
    ...relay.options,
    ...options,
    attributeNaming: 'as-is',
    attributes: {},
  })
  withScope(() => {
    setAttributes({ requestId: 1 })
    logger.info('{userId}', {
      userId: 2,
      attributes: { orderData: { lineItems: 3 }, 'User-Agent': 'x', myError: new Error('x') },
    })
  })
  plain.capture({ level: 'info', body: 'x' })
  await client.close()
  await plain.close()

  const [log, defaults] = relay.logs
  const names = Object.keys(log?.attributes ?? {})
  expect(names.filter((name) => !(name in (defaults?.attributes ?? {}))).toSorted()).toEqual([
    'deploy_region',
    'exception.message',
    'exception.stacktrace',
    'exception.type',
    'order_data.line_items',
    'request_id',
    'sentry.message.parameter.userId',
    'sentry.message.template',
    'user_agent',
  ])
  expect(Object.keys(defaults?.attributes ?? {}).every((name) => names.includes(name))).toBe(true)
})

test('snake_case leaves the names of a hook as they are', async () => {
  const stored = await store(
    {
      attributeNaming: 'snake_case',
      beforeSendLog: (log) => ({ ...log, attributes: { ...log.attributes, addedLater: 1 } }),
    },
    { firstOfAll: 1 },
  )

  expect(stored).toEqual({ first_of_all: 1, addedLater: 1 })
})

test('attributes of options are on every log as values of any kind, below those of the line', async () => {
  const attributes = { app: { name: 'shop', tags: ['a'] }, since: new Date(0), port: 1, token: 'x' }

  expect(await store({ attributes }, { port: 2 })).toEqual({
    'app.name': 'shop',
    'app.tags': ['a'],
    since: '1970-01-01T00:00:00.000Z',
    port: 2,
    token: '[Filtered]',
  })
})
