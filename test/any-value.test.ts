import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Client,
  createClient,
  init,
  logger,
  type LogInput,
  setAttributes,
  withScope,
} from '../packages/core/src/index.ts'
import { watch } from '../packages/core/test/support/values.ts'
import { anyHostileRecord, anyHostileValue } from './support/any-value.ts'
import type { Relay, StoredLog } from './support/relay.ts'
import { useRelay } from './support/use-relay.ts'

let relay: Relay

useRelay((started) => {
  relay = started
})

interface Shape {
  readonly flatten: boolean
  readonly maxDepth: number
  readonly maxAttributes: number
  readonly maxValueBytes: number
  readonly arrays: 'array' | 'json'
  readonly redact: false | string[]
  readonly attributeNaming: 'as-is' | 'snake_case'
}

const anyShape: fc.Arbitrary<Shape> = fc.record({
  flatten: fc.boolean(),
  maxDepth: fc.integer({ min: 1, max: 8 }),
  maxAttributes: fc.integer({ min: 1, max: 40 }),
  maxValueBytes: fc.integer({ min: 64, max: 400 }),
  arrays: fc.constantFrom('array', 'json'),
  redact: fc.constantFrom<false | string[]>(false, ['password', 'b']),
  attributeNaming: fc.constantFrom('as-is', 'snake_case'),
})

const anyInput: fc.Arbitrary<() => LogInput> = fc
  .record({
    level: fc.integer({ min: 1, max: 24 }),
    body: fc.string({ unit: 'binary' }),
    attributes: anyHostileRecord,
    template: fc.string({ unit: 'binary' }),
    parameters: fc.oneof(anyHostileRecord, anyHostileValue),
    error: fc.option(anyHostileValue),
  })
  .map(({ attributes, parameters, error, ...input }) => () => ({
    ...input,
    attributes: attributes(),
    parameters: parameters() as Record<string, unknown>,
    error: error?.(),
  }))

function bytesOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + bytesOf(item), 0)
  if (typeof value === 'string') return Buffer.byteLength(value)
  return typeof value === 'number' ? 8 : 1
}

/** What of a log is beyond the bounds of its shape. */
function excessOf(log: StoredLog, { maxAttributes, maxValueBytes, arrays }: Shape): unknown[] {
  const entries = Object.entries(log.attributes)
  const parameters = entries.filter(([name]) => name.startsWith('sentry.message.parameter.'))
  const own = entries.filter(([name]) => !/^(sentry\.|server\.address$|test\.run$)/.test(name))
  const isLegal = ([name, value]: (typeof entries)[number]): boolean =>
    name.trim() !== '' &&
    bytesOf(value) <= maxValueBytes &&
    (arrays === 'array' || !Array.isArray(value))
  return [
    ...entries.filter((entry) => !isLegal(entry)),
    ...(own.length > maxAttributes ? [`${own.length} attributes`] : []),
    ...(parameters.length > maxAttributes ? [`${parameters.length} parameters`] : []),
    ...(Buffer.byteLength(JSON.stringify(log.raw)) > 512 * 1024 ? ['too large a log'] : []),
  ]
}

interface Run {
  readonly shape: Shape
  readonly client: Client
}

test('whatever is logged, in whatever shape, arrives legal and within the bounds', async () => {
  const runs: Run[] = []
  const inputs = fc.array(anyInput, { minLength: 20, maxLength: 20 })
  const property = fc.property(anyShape, inputs, (shape, recipes) => {
    const attributes = { 'test.run': runs.length }
    const client = createClient({ ...relay.options, attributes, ...shape })
    runs.push({ shape, client })
    for (const make of recipes) client.capture(make())
  })

  fc.assert(property, { numRuns: 30 })
  await Promise.all(runs.map(async ({ client }) => client.close(9000)))

  expect(relay.logs).toHaveLength(30 * 20)
  expect(relay.reports).toEqual([])
  for (const log of relay.logs) {
    const run = runs[Number(log.attributes['test.run'])]
    expect(run && excessOf(log, run.shape)).toEqual([])
  }
})

test('whatever a scope and the options hold, every log arrives and is legal', async () => {
  const clients: Client[] = []
  const property = fc.property(anyHostileRecord, anyHostileRecord, (scope, attributes) => {
    const client = createClient({ ...relay.options, attributes: attributes() })
    clients.push(client)
    withScope(() => {
      setAttributes(scope())
      client.capture({ level: 'info', body: 'x' })
    })
  })

  fc.assert(property, { numRuns: 60 })
  await Promise.all(clients.map(async (client) => client.close(9000)))

  expect(relay.logs).toHaveLength(60)
})

const endless: Readonly<Record<string, () => unknown>> = {
  'a list without end': () =>
    new Proxy([], { get: (_target, key) => (key === 'length' ? 2 ** 53 - 1 : { again: 1 }) }),
  'an object that is new at every level': () => {
    const get = (): unknown => new Proxy({ a: 1, b: 2, c: 3 }, { get })
    return get()
  },
  'a toJSON that goes on and on': () => {
    const again = (): object => ({ toJSON: () => [again(), again()] })
    return again()
  },
}

test.each(Object.entries(endless))(
  'of %s a bounded part is read, wherever it is',
  async (_kind, make) => {
    const client = init({ ...relay.options })
    const { value, reads } = watch(make())
    const capture = (input: Partial<LogInput>): void =>
      client.capture({ level: 'info', body: 'x', ...input })

    capture({ attributes: { value } })
    capture({ template: '{value}', parameters: { value } })
    capture({ attributes: { list: [{ value }] }, error: value })
    withScope(() => {
      setAttributes({ value })
      capture({})
    })
    logger.error(value as string)
    logger.error('{value}', { value })
    await client.close(9000)

    expect(relay.logs).toHaveLength(6)
    // Few for each byte that is written: 128 attributes of 8 KiB, and messages of 512 KiB.
    expect(reads()).toBeLessThan(4_000_000)
  },
)
