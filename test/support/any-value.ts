import fc from 'fast-check'
import { nastyValues } from '../../packages/core/test/support/values.ts'

/** Any value that fast-check can make, of every kind that it knows. */
export const anyValue: fc.Arbitrary<unknown> = fc.anything({
  maxDepth: 4,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  stringUnit: 'binary',
})

/** Values that are hostile by what they cost, or by what they are, beside those that break what reads them. */
const hostile: readonly (() => unknown)[] = [
  ...Object.values(nastyValues),
  () => Object.assign([], { length: 2 ** 32 - 1 }),
  () => Object.assign(['a'], { [2 ** 32 - 2]: 'b' }),
  () => Object.assign(() => 1, { a: 1, password: 'x' }),
  () => globalThis,
  () => new WeakRef({}),
  () => new Proxy({ a: 1 }, {}),
  () => Object.assign(Object.create(null) as object, { a: { b: 1 } }),
]

/** Keys that mean something to JavaScript, to JSON, to Sentry or to the rules of attributes, and any others. */
const anyKey: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'hasOwnProperty'),
  fc.constantFrom('err', 'error', 'stack', 'message', 'name', 'cause', 'errors', 'type', 'data'),
  fc.constantFrom('password', 'X-Api-Key', 'user.token', 'a.b', 'b', ' b ', '', ' ', '.', '\uD800'),
  fc.constantFrom('sentry', 'body', 'sentry.body', 'sentry.message.template', 'sentry.origin'),
  fc.string({ unit: 'binary', maxLength: 12 }),
)

/** Makes a value. fast-check reads what it generates, which hostile values do not bear. */
type Recipe<Value = unknown> = () => Value

/** Recipes of any value, with hostile ones in any place of objects, lists, maps, sets and errors. */
export const anyHostileValue: fc.Arbitrary<Recipe> = fc.letrec<{ value: Recipe }>((tie) => {
  const fields = fc.array(fc.tuple(anyKey, tie('value')), { maxLength: 3 })
  const items = fc.array(tie('value'), { maxLength: 3 })
  return {
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      anyValue.map((value) => () => value),
      fc.constantFrom(...hostile),
      fields.map((made) => () => toObject(made)),
      items.map((made) => () => made.map((make) => make())),
      items.map((made) => () => new Set(made.map((make) => make()))),
      items.map((made) => () => new Map(made.map((make) => [make(), make()]))),
      fields.map((made) => () => new Map(Object.entries(toObject(made)))),
      fc.tuple(fields, tie('value')).map(
        ([made, make]) =>
          () =>
            toError(made, make()),
      ),
      tie('value').map((make) => () => ({ toJSON: make })),
    ),
  }
}).value

/** Recipes of named values of every kind, as a program logs them. */
export const anyHostileRecord: fc.Arbitrary<Recipe<Record<string, unknown>>> = fc
  .array(fc.tuple(anyKey, anyHostileValue), { maxLength: 5 })
  .map((fields) => () => toObject(fields))

function toObject(fields: readonly (readonly [string, Recipe])[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(([name, make]) => [name, make()]))
}

function toError(fields: readonly (readonly [string, Recipe])[], cause: unknown): Error {
  const error = new TypeError('any', { cause })
  // The stack that the tools of the test would write trusts name and message, and takes its time.
  error.stack = 'TypeError: any\n    at place (file.js:1:1)'
  for (const [name, value] of Object.entries(toObject(fields))) {
    Object.defineProperty(error, name, { value, enumerable: true, configurable: true })
  }
  return error
}
