// `npm run test:faults`: what becomes of lines while the network, the server or the queue fails.
import { parseArgs } from 'node:util'
import { run } from '../test/faults/run.mjs'
import { scenariosOf } from '../test/faults/scenarios.mjs'
import { tableOf } from '../test/faults/table.mjs'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '30' },
    'side-by-side': { type: 'string', default: '8' },
  },
})
const all = scenariosOf({
  faultMs: Number(values.seconds) * 1000,
  burst: 200_000,
  overloadMs: Number(values.seconds) * 2000,
  overloadQueueBytes: 33_554_432,
})
const chosen = all.filter(({ name, logger }) => new RegExp(values.only).test(`${name} ${logger}`))
const results = []
const waiting = [...chosen]

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const begun = performance.now()
    const result = await run(next).catch((error) => ({ scenario: next, broken: [error.message] }))
    results.push(result)
    const seconds = ((performance.now() - begun) / 1000).toFixed(0)
    console.error(`${result.broken.length === 0 ? '✓' : '✗'} ${next.name} (${seconds} s)`)
  }
}

const lanes = Math.min(Number(values['side-by-side']), chosen.length)
await Promise.all(Array.from({ length: lanes }, work))
const placeOf = ({ scenario }) => chosen.indexOf(scenario)
const ordered = results.toSorted((one, other) => placeOf(one) - placeOf(other))
console.log(tableOf(ordered))
for (const { scenario, broken } of ordered) {
  for (const promise of broken) console.error(`✗ ${scenario.name}, ${scenario.logger}: ${promise}`)
}
process.exitCode = ordered.some(({ broken }) => broken.length > 0) ? 1 : 0
