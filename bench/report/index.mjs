// bench/RESULTS.md and the plots, from results that are already there.
import { mkdir, writeFile } from 'node:fs/promises'
import { numbersIn } from '../results.mjs'
import { costPlot } from './cost-plot.mjs'
import { lossPlot } from './loss-plot.mjs'
import { pageOf } from './page.mjs'

const folder = new URL('../', import.meta.url)

/** @param {import('../results.mjs').Results} results */
export async function writeReport(results) {
  const numbersOf = numbersIn(results)
  const write = (name, text) => writeFile(new URL(name, folder), text)
  await mkdir(new URL('plots/', folder), { recursive: true })
  await write('plots/cost.svg', costPlot(results, numbersOf))
  await write('plots/loss.svg', lossPlot(results, numbersOf))
  await write('RESULTS.md', pageOf(results, numbersOf))
}
