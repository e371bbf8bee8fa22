import { expect, it } from 'vitest'
import { watch } from '../support/hostile/watch.ts'
import { startRelay, type Relay } from '../support/relay.ts'

const secrets = ['b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a']
const thrower = `function () { throw new Error('polluted') }`

/** Node itself can still load modules after these. */
const mild: Readonly<Record<string, string>> = {
  'objects a type': `Object.prototype.type = 'mine'`,
  'objects the names of what we may leave out': `
    for (const name of ['dsn', 'worker', 'proxy', 'traceId', 'spanId', 'template', 'secretKey', 'envelopeDsn'])
      Object.prototype[name] = 'mine'`,
  'lists a toJSON that throws': `Array.prototype.toJSON = ${thrower}`,
}
/** After these undici, which the thread loads that delivers, does not start: as most modules, it defines properties or copies by JSON. */
const wild: Readonly<Record<string, string>> = {
  'objects a value': `Object.prototype.value = 'mine'`,
  'objects a get that throws': `Object.prototype.get = ${thrower}`,
  'objects a set that throws': `Object.prototype.set = ${thrower}`,
  'objects a toJSON that throws': `Object.prototype.toJSON = ${thrower}`,
  'objects a toJSON without a result': `Object.prototype.toJSON = () => undefined`,
  'objects setters that throw': `
    for (const name of ['value', 'type', 'toJSON', 'kind'])
      Object.defineProperty(Object.prototype, name, { __proto__: null, get: () => undefined, set: ${thrower} })`,
}

const program = (relay: Relay, worker: boolean, code = ''): string => `
  ${code}
  const client = init({ dsn: ${JSON.stringify(relay.dsn)}, worker: ${worker}, shutdownTimeoutMs: 9000 })
  logger.info('one {n}', { n: 1, attributes: { nested: { list: [1, 2], text: 'a' } } })
  show('flushed', await flush())
  logger.error('two')`
const bodiesOf = (relay: Relay): readonly string[] => relay.logs.map(({ body }) => body)

it.concurrent.each(Object.entries(mild))(
  'logs arrive where somebody gave all %s before ours was loaded',
  async (_what, before) => {
    await using relay = await startRelay()

    const { shown } = await watch(program(relay, true), { secrets, before })

    expect(shown).toEqual(['flushed true'])
    expect(bodiesOf(relay)).toEqual(['one 1', 'two'])
    expect(relay.problems).toEqual([])
  },
)

it.concurrent.each(Object.entries(mild))(
  'logs arrive without the worker where somebody gives all %s',
  async (_what, code) => {
    await using relay = await startRelay()

    const { shown } = await watch(program(relay, false, code), { secrets })

    expect(shown).toEqual(['flushed true'])
    expect(bodiesOf(relay)).toEqual(['one 1', 'two'])
    expect(relay.problems).toEqual([])
  },
)

it.concurrent.each(Object.entries(wild))(
  'logs arrive through the worker where somebody gives all %s',
  async (_what, code) => {
    await using relay = await startRelay()

    const { shown } = await watch(program(relay, true, code), { secrets })

    expect(shown).toEqual(['flushed true'])
    expect(bodiesOf(relay)).toEqual(['one 1', 'two'])
    expect(relay.problems).toEqual([])
  },
)

it.concurrent.each(Object.entries(wild).slice(1, 3))(
  'nothing breaks without the worker where somebody gives all %s, and logs are counted',
  async (_what, code) => {
    await using relay = await startRelay()

    const counted = `${program(relay, false, code).replace('await flush()', 'await flush(1000)')}
      await close(500)
      const { captured, delivered, dropped, queued } = client.stats
      show(captured, delivered + (dropped.network_error ?? 0), queued)`
    const { shown } = await watch(counted, { secrets })

    expect(shown.at(-1)).toBe('2 2 0')
  },
)

it.concurrent.each(['winston', 'bunyan', 'pino', "pino's worker"])(
  'logs of %s arrive where somebody gives all objects what descriptors have',
  async (name) => {
    await using relay = await startRelay()

    const { shown } = await watch(
      `const log = await loggers[${JSON.stringify(name)}]({ dsn: ${JSON.stringify(relay.dsn)}, shutdownTimeoutMs: 9000 })
       Object.prototype.value = Object.prototype.type = 'mine'
       Object.prototype.get = Object.prototype.set = ${thrower}
       log('one')`,
      { secrets },
    )

    expect(shown).toEqual([])
    expect(bodiesOf(relay)).toEqual(['one'])
  },
)
