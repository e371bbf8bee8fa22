// `node bench/micro/compare.mjs ROOT [NAME]`: every case in this checkout beside the build of another one.
// Noise hits both alike: the two take turns, each in a fresh process, and medians are compared.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { here } from './packages.mjs'

const [other, filter = ''] = process.argv.slice(2)
if (other === undefined) throw new Error('which build? Give the folder of another checkout')
const rounds = Number(process.env.ROUNDS ?? 7)
const worker = fileURLToPath(new URL('time-cases.mjs', import.meta.url))

/** @returns {Record<string, number>} nanoseconds of CPU a line, by case */
const measure = (root) =>
  JSON.parse(execFileSync(process.execPath, [worker, root, filter], { encoding: 'utf8' }))

const before = []
const after = []
for (let round = 0; round < rounds; round += 1) {
  const turns = [() => before.push(measure(other)), () => after.push(measure(here))]
  for (const turn of round % 2 === 0 ? turns : turns.toReversed()) turn()
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
const rows = Object.keys(after[0]).map((name) => {
  const [old, now] = [before, after].map((runs) => median(runs.map((run) => run[name])))
  const ratio = median(after.map((run, round) => run[name] / before[round][name]))
  return {
    case: name,
    'before, ns': Math.round(old),
    'now, ns': Math.round(now),
    ratio: ratio.toFixed(2),
  }
})
console.table(rows)
