import * as path from 'node:path'
import vm from 'node:vm'

function fail(): never {
  throw new Error('no')
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

function detached(): ArrayBuffer {
  const buffer = new ArrayBuffer(8)
  structuredClone(buffer, { transfer: [buffer] })
  return buffer
}

function cyclic(): object {
  const list: unknown[] = [1]
  const value = { list, map: new Map(), error: new Error('around') }
  list.push(value)
  value.map.set('again', value)
  return Object.assign(value, { self: value })
}

function nested(depth: number): object {
  let value: object = { leaf: true }
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { value } : [value]
  return value
}

/** One for all tests: it takes its time to be made, and nothing may change it. */
const tenThousandKeys: object = Object.freeze(
  Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index])),
)

const everyTrap: ProxyHandler<object> = {
  get: fail,
  getOwnPropertyDescriptor: fail,
  getPrototypeOf: fail,
  has: fail,
  ownKeys: fail,
}

/** Values that break code which trusts what it is given, each made anew. */
export const nastyValues: Readonly<Record<string, () => unknown>> = {
  'a getter that throws': () =>
    Object.defineProperty({}, 'broken', { enumerable: true, get: fail }),
  'a getter that throws nothing': () =>
    vm.runInNewContext('({ get broken() { throw undefined } })'),
  'a proxy whose traps throw': () => new Proxy({}, everyTrap),
  'a proxy of a list whose traps throw': () => new Proxy([1, 2], everyTrap),
  'a proxy of an error whose traps throw': () => new Proxy(new Error('inside'), everyTrap),
  'a revoked proxy': () => revoked({}),
  'a revoked proxy of a list': () => revoked([]),
  'a proxy of a map': () => new Proxy(new Map([['a', 1]]), {}),
  'a proxy of a date': () => new Proxy(new Date(0), {}),
  'an endless list': () =>
    new Proxy([], { get: (_target, key) => (key === 'length' ? 2 ** 53 - 1 : 1) }),
  'a list whose items throw': () =>
    new Proxy(['a', 'b'], {
      get: (target, key) => (key === 'length' ? target.length : fail()),
    }),
  'a list that cannot be read': () => new Proxy(['a'], { get: fail }),
  'an object whose keys throw': () => new Proxy({ a: 1 }, { ownKeys: fail }),
  'an object whose keys throw half a character': () =>
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error(`\uD800${'x'.repeat(100_000)}`)
        },
      },
    ),
  'a getter named type that throws': () =>
    Object.defineProperty({ a: 1 }, 'type', { enumerable: true, get: fail }),
  'a getter named toJSON that throws': () =>
    Object.defineProperty({ a: 1 }, 'toJSON', { enumerable: true, get: fail }),
  'a cycle': cyclic,
  'a deep object': () => nested(20_000),
  'a toJSON that throws': () => ({ toJSON: fail }),
  'a toJSON that gives itself': () => ({
    toJSON() {
      return this
    },
  }),
  'a toJSON that goes on and on': () => {
    const again = (): object => ({ a: 1, toJSON: () => ({ again: again() }) })
    return again()
  },
  'a toJSON that gives nothing': () => ({ toJSON: () => undefined }),
  'a toJSON that gives a revoked proxy': () => ({ toJSON: () => revoked({}) }),
  'a toJSON that gives an error': () => ({ toJSON: () => new Error('as JSON') }),
  'an error whose stack throws': () =>
    Object.defineProperties(new Error('x'), { stack: { get: fail }, message: { get: fail } }),
  'an error without anything': () => Object.create(Error.prototype),
  'an error that causes itself': () => {
    const error = new Error('self')
    return Object.assign(error, { cause: error, inner: error })
  },
  'an error with nasty fields': () =>
    Object.assign(new Error('fields'), { cause: fail, errors: revoked([]), code: 1n, self: {} }),
  'an error whose message is itself': () => {
    const error = new Error('self')
    return Object.assign(error, { message: error, stack: null })
  },
  'a thousand errors that cause each other': () => {
    let error = new Error('root')
    for (let depth = 0; depth < 1000; depth++) error = new Error(`at ${depth}`, { cause: error })
    return error
  },
  'an error of another realm': () => vm.runInNewContext('new TypeError("elsewhere")'),
  'an object of another realm': () =>
    vm.runInNewContext('({ a: [1], b: new Date(0), c: new Map() })'),
  'a name that is a prototype': () =>
    JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":2},"toString":3}'),
  'names that Sentry has for itself': () => ({
    sentry: { body: 1, span_id: 2, _meta: { x: 3 }, message: { template: 'x' }, origin: '-' },
  }),
  'a name of a million dots': () => ({ ['.'.repeat(1_000_000)]: 1 }),
  'names of blanks': () => ({ '': 1, ' ': 2, ' a ': 3, '\uD800': 4, 'a.b': 5, a: { b: 6 } }),
  'an invalid date': () => new Date(Number.NaN),
  'a date that overrides': () => Object.assign(new Date(0), { toISOString: fail, toJSON: fail }),
  'a boxed text that overrides': () =>
    Object.assign(new String('x'), { valueOf: fail, toString: fail }),
  'a boxed symbol': () => Object(Symbol('boxed')),
  'a regular expression': () => /a/g,
  'a weak map': () => new WeakMap(),
  'a promise': () => Promise.resolve(1),
  'an address': () => new URL('https://u:p@host/path?q=1'),
  'a map with keys of all kinds': () =>
    new Map<unknown, unknown>([
      [{ a: 1 }, 1],
      [Symbol('s'), 2],
      [null, 3],
      [() => 1, 4],
      ['password', 5],
    ]),
  'a Buffer': () => Buffer.alloc(10_000),
  'views of bytes': () => [
    new Float64Array(3),
    new DataView(new ArrayBuffer(4)),
    new SharedArrayBuffer(5),
  ],
  'buffers of every kind': () => ({
    array: new ArrayBuffer(1),
    shared: new SharedArrayBuffer(2),
    view: new DataView(new ArrayBuffer(3)),
    big: new BigInt64Array(4),
    detached: detached(),
  }),
  'maps and sets in each other': () => {
    const map = new Map<unknown, unknown>([['text', 'x']])
    const set = new Set<unknown>([map, 1])
    return map.set('set', set).set(set, map)
  },
  'errors of every kind': () => ({
    aggregate: new AggregateError([new Error('one'), 'two', null], 'all'),
    abort: new DOMException('x', 'AbortError'),
    range: new RangeError('x', { cause: new SyntaxError('y', { cause: 'z' }) }),
    many: new AggregateError(Array.from({ length: 100 }, (_, index) => new Error(`${index}`))),
  }),
  'a generator': () =>
    (function* numbers() {
      yield 1
    })(),
  'fields with symbols': () => ({ [Symbol('s')]: 1, [Symbol.toPrimitive]: fail, a: 1 }),
  'a module': () => path,
  'ten thousand keys': () => tenThousandKeys,
  'ten thousand keys in each of ten': () =>
    Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, tenThousandKeys])),
  'a text of a megabyte': () => '\uD800é😀'.repeat(250_000),
  'a key of a megabyte': () => ({ ['é'.repeat(500_000)]: 'é'.repeat(500_000) }),
  'a big integer of a thousand digits': () => 10n ** 1000n,
  'an arguments object': () =>
    (function f(..._rest: unknown[]) {
      return arguments
    })(1, 2),
}

/** The value behind a proxy, also of all that is in it, and how often anything of it was read. */
export function watch(value: unknown): { readonly value: unknown; readonly reads: () => number } {
  let reads = 0
  const behind = (inner: unknown): unknown =>
    typeof inner === 'object' && inner !== null && !(inner instanceof Error)
      ? new Proxy(inner, { get })
      : inner
  const get = (target: object, key: PropertyKey, receiver: unknown): unknown => {
    reads++
    return behind(Reflect.get(target, key, receiver))
  }
  return { value: behind(value), reads: () => reads }
}
