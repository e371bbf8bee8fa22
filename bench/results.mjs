// The raw results of a run, kept so that the report can be made again.
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem, type } from 'node:os'
import process from 'node:process'
import { candidates } from './candidates/index.mjs'
import { method } from './cpu.mjs'
import { summaryOf } from './summary.mjs'

const file = new URL('results.json', import.meta.url)
const manifest = new URL('package.json', import.meta.url)

/**
 * @typedef {object} Results
 * @property {string} date
 * @property {boolean} quick
 * @property {string} node
 * @property {string} machine
 * @property {string} cpuMethod
 * @property {Record<string, string>} versions
 * @property {readonly { id: string, title: string, rounds: number, size: Record<string, number> }[]} measures
 * @property {Record<string, { megabytes: number, packages: number }>} sizes
 * @property {readonly import('./measure-all.mjs').Sample[]} samples
 */

/** @returns {Promise<Results>} */
export async function resultsOf({ quick, measures, sizes, samples }) {
  const { dependencies } = JSON.parse(await readFile(manifest, 'utf8'))
  const [cpu] = cpus()
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  return {
    date: new Date().toISOString(),
    quick,
    node: process.version,
    machine: `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${gigabytes} GB, ${type()} ${release()}`,
    cpuMethod: method,
    versions: dependencies,
    measures: measures.map(({ id, title, rounds, size }) => ({ id, title, rounds, size })),
    sizes,
    samples: samples.map(rounded),
  }
}

/** @param {Results} results */
export async function save({ samples, ...rest }) {
  const lines = samples.map((sample) => `    ${JSON.stringify(sample)}`)
  const head = JSON.stringify(rest, undefined, 2).slice(0, -2)
  await writeFile(file, `${head},\n  "samples": [\n${lines.join(',\n')}\n  ]\n}\n`)
}

/** @returns {Promise<Results>} of the last run that was saved */
export async function saved() {
  return JSON.parse(await readFile(file, 'utf8'))
}

/** Medians of all measures, and the sizes as one more. */
export function numbersIn({ samples, sizes }) {
  const summary = summaryOf(samples, candidates)
  return (candidate, measure) =>
    measure === 'install' ? sizes[candidate] : summary(candidate, measure)
}

function rounded({ result, ...sample }) {
  if (!result) return sample
  const numbers = Object.entries(result).map(([name, value]) => [
    name,
    typeof value === 'number' ? Math.round(value * 1000) / 1000 : value,
  ])
  return { ...sample, result: Object.fromEntries(numbers) }
}
