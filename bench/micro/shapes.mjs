// What one line costs by its shape, and what its parts cost, each with the memory that it allocates.
import { bench, do_not_optimize, run, summary } from 'mitata'
import { createCases } from './cases.mjs'
import { loadParts } from './internals.mjs'
import { nested, request, wide } from './workload.mjs'

const [values, template, envelope, compression] = await loadParts([
  'values/attributes',
  'template/template',
  'delivery/envelope',
  'delivery/compress',
])

const { buildAttributes, defaultShape } = values
const flatten = (name, fields) =>
  bench(`flatten: ${name}`, () => do_not_optimize(buildAttributes(fields, defaultShape)))

const header = { sdk: { name: 'logs-to-sentry', version: '0.0.0' } }
const logs = Array.from({ length: 100 }, (_, at) => {
  const attributes = Object.entries(buildAttributes(request(), defaultShape))
  const typed = attributes.map(([name, value]) => [name, { value, type: typeof value }])
  const log = { timestamp: 1_785_578_400 + at / 1000, body: 'request completed' }
  return JSON.stringify({ ...log, attributes: Object.fromEntries(typed) })
})
const body = envelope.serializeLogs(header, logs)

summary(() => {
  flatten('a web request', request())
  flatten('32 fields', wide(32))
  flatten('5 objects in each other', nested(5))
})
bench('template: two parameters', () =>
  do_not_optimize(
    template.renderTemplate(
      'order {order} of {customer} is paid',
      { order: 'or_1', customer: 7 },
      () => false,
    ),
  ))
bench('envelope: 100 logs', () => do_not_optimize(envelope.serializeLogs(header, logs)))
for (const kind of ['br', 'gzip']) {
  for (const effort of ['usual', 'little']) {
    bench(`compress: 100 logs, ${kind}, ${effort} effort`, () =>
      do_not_optimize(compression.compress(body, kind, effort)))
  }
}
for (const { name, run: log } of await createCases()) bench(name, log)

console.log(
  `100 logs are ${body.length} bytes, ${compression.compress(body, 'br').length} with brotli`,
)
await run({ colors: process.stdout.isTTY })
