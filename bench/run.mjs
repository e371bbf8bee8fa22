// `npm run bench`: measures all candidates in one run, and writes the results.
//   --rounds N      instead of 5
//   --only PATTERN  these candidates only, and their floors; nothing is written
//   --quick         few lines and one round: whether it works, not how fast it is
//   --saved         the report once more from the last results, without measuring
import { chosen, readArguments } from './arguments.mjs'
import { installSizes } from './install-size.mjs'
import { measureAll } from './measure-all.mjs'
import { plan } from './measures/plan.mjs'
import { numbersIn, resultsOf, save, saved } from './results.mjs'

/** @param {readonly string[]} args */
export async function main(args) {
  const options = readArguments(args, { rounds: 5 })
  const results = options.saved ? await saved() : await measured(options)
  if (options.only !== undefined) {
    show(results, chosen(options.only))
    return
  }
  if (!options.saved) await save(results)
  const { writeReport } = await import('./report/index.mjs')
  await writeReport(results)
  console.log('\nWritten: bench/RESULTS.md and bench/plots, from bench/results.json')
}

export async function measured(options) {
  const candidates = options.candidates ?? chosen(options.only)
  const measures = plan(options)
  const start = performance.now()
  const samples = await measureAll(candidates, measures)
  const sizes = await installSizes(candidates)
  console.log(`\n${((performance.now() - start) / 60_000).toFixed(1)} minutes`)
  return resultsOf({ quick: options.quick, measures, sizes, samples })
}

function show(results, candidates) {
  const numbersOf = numbersIn(results)
  for (const { id, title } of results.measures) {
    console.log(`\n${title}`)
    for (const { id: candidate } of candidates) {
      const numbers = Object.entries(numbersOf(candidate, id) ?? {})
      const shown = numbers.filter(([name]) => !name.endsWith('At'))
      if (shown.length === 0) continue
      const texts = shown.map(([name, value]) => `${name} ${Number(value?.toFixed(2))}`)
      console.log(`  ${candidate.padEnd(22)} ${texts.join('  ')}`)
    }
  }
}
