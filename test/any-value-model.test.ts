import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Client, createClient } from '../packages/core/src/index.ts'
import { modelAttributes, type ModelShape } from './support/attribute-model.ts'
import type { Relay, StoredLog } from './support/relay.ts'
import { useRelay } from './support/use-relay.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

const anyShape: fc.Arbitrary<ModelShape> = fc.record({
  flatten: fc.boolean(),
  maxDepth: fc.integer({ min: 1, max: 5 }),
  maxAttributes: fc.integer({ min: 1, max: 12 }),
  maxValueBytes: fc.integer({ min: 64, max: 200 }),
  arrays: fc.constantFrom('array', 'json'),
})

const anyText = fc.string({ unit: 'binary', maxLength: 8 })
const anyScalar = fc.oneof(
  anyText,
  fc.string({ unit: 'binary', minLength: 40, maxLength: 120 }),
  fc.integer(),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.date(),
  fc.constantFrom(null, undefined, Symbol('s'), () => 1, 2 ** 53, 1e21, -0, 2n ** 53n, 7n),
)
/** Names that meet each other, trimmed or dotted, or mean something to JavaScript or to the rules. */
const anyName = fc.oneof(
  fc.constantFrom('a', 'b', 'a.b', 'a.b.c', 'c', ' c ', '', ' ', 'value', 'type', 'é', '\uD800'),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'token', 'X-Api-Key', 'a.Password', '7'),
  anyText,
)

const { anyObject } = fc.letrec((tie) => ({
  anyObject: fc
    .array(fc.tuple(anyName, tie('anyValue')), { maxLength: 6 })
    .map((fields) => Object.fromEntries(fields) as Record<string, unknown>),
  anyValue: fc.oneof(
    { depthSize: 'small' },
    anyScalar,
    fc.array(anyText, { maxLength: 4 }),
    fc.array(fc.double(), { maxLength: 4 }),
    fc.array(fc.bigInt(), { maxLength: 4 }),
    fc.array(fc.boolean(), { maxLength: 4 }),
    fc.sparseArray(fc.boolean(), { maxLength: 4 }),
    fc.array(tie('anyValue'), { maxLength: 4 }),
    tie('anyObject'),
    fc.array(fc.tuple(anyText, tie('anyValue')), { maxLength: 3 }).map((items) => new Map(items)),
    fc.array(tie('anyValue'), { maxLength: 3 }).map((items) => new Set(items)),
  ),
}))

/** What the line itself brought; the rest is of SDK and project. */
function ownAttributes({ attributes, types }: StoredLog): object {
  const names = Object.keys(attributes).filter((name) => !/^(sentry\.|server\.address$)/.test(name))
  return Object.fromEntries(
    names.map((name) => [name, { value: attributes[name], type: types[name] }]),
  )
}

test('plain data arrives exactly as the rules say, in any shape', async () => {
  const expected: object[] = []
  const clients: Client[] = []
  const records = fc.array(anyObject, { minLength: 25, maxLength: 25 })
  const property = fc.property(anyShape, records, (shape, lines) => {
    const client = createClient({ ...relay.options, ...shape })
    clients.push(client)
    for (const attributes of lines) {
      client.capture({ level: 'info', body: String(expected.length), attributes })
      expected.push(modelAttributes(attributes, shape))
    }
  })

  fc.assert(property, { numRuns: 40 })
  await Promise.all(clients.map(async (client) => client.close(9000)))

  const arrived = relay.logs.toSorted((a, b) => Number(a.body) - Number(b.body))
  expect(arrived.map(ownAttributes)).toEqual(expected)
})
