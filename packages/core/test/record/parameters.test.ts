import { expect, it } from 'vitest'
import type { Relay } from '../../../../test/support/relay.ts'
import { useRelay } from '../../../../test/support/use-relay.ts'
import { createClient } from '../../src/client/client.ts'
import type { Options } from '../../src/options/options.ts'
import { nastyValues } from '../support/values.ts'

const prefix = 'sentry.message.parameter.'

let relay: Relay

useRelay((started) => {
  relay = started
})

/** What is sent of a message with parameters, without the prefix of their names. */
async function send(parameters: unknown, options: Options = {}): Promise<Record<string, unknown>> {
  const client = createClient({ ...relay.options, ...options })
  client.capture({ level: 'info', body: 'x', template: '{a}', parameters: parameters as never })
  await client.close()

  expect(client.stats).toMatchObject({ captured: 1, delivered: 1 })
  const sent = Object.entries(relay.logs[0]?.attributes ?? {})
  return Object.fromEntries(
    sent
      .filter(([name]) => name.startsWith('sentry.message.'))
      .map(([name, value]) => [name.replace(prefix, ''), value]),
  )
}

it('parameters that have no value are told as text, within the bound and well-formed', async () => {
  const parameters = {
    nothing: null,
    missing: undefined,
    run: () => 'source',
    half: Symbol('\uD800'),
    long: Symbol('x'.repeat(1000)),
    token: Symbol('hunter2'),
  }

  expect(await send(parameters, { maxValueBytes: 64 })).toEqual({
    'sentry.message.template': '{a}',
    nothing: 'null',
    missing: 'undefined',
    run: '[Function]',
    half: 'Symbol(\uFFFD)',
    long: `Symbol(${'x'.repeat(43)}...[truncated]`,
    token: '[Filtered]',
  })
})

it('a parameter that cannot be read says so beside the others', async () => {
  const parameters = {
    get a(): never {
      throw new Error('mine')
    },
    b: 1,
  }

  expect(await send(parameters)).toMatchObject({ a: '[Throws: mine]', b: 1 })
})

it.each(Object.entries(nastyValues).filter(([name]) => name.includes('list')))(
  '%s in the place of headers costs no log',
  async (_kind, make) => {
    expect(await send({ rawHeaders: make(), b: 1 })).toMatchObject({ b: 1 })
  },
)

it.each(['a revoked proxy', 'a proxy whose traps throw', 'an object whose keys throw'])(
  'of %s in place of parameters the message is sent without a template',
  async (kind) => {
    expect(await send(nastyValues[kind]?.())).toEqual({})
  },
)

it('of very many parameters as many are sent as attributes would be, with names that are cut', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => [`p${index}`, index])
  const parameters = { ['n'.repeat(5000)]: 1, ' b\uD800 ': 2, ...Object.fromEntries(many) }

  const named = await send(parameters, { maxAttributes: 8 })

  expect(named).toMatchObject({ 'b\uFFFD': 2, p5: 5 })
  expect(Object.keys(named)).toHaveLength(8 + 1)
  expect(Object.keys(named).every((name) => name.length <= 1024)).toBe(true)
})

it('the names of parameters are those of the template, whatever the naming', async () => {
  expect(await send({ userId: 1 }, { attributeNaming: 'snake_case' })).toMatchObject({ userId: 1 })
})
