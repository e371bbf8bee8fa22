import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createJiti } from 'jiti'
import { drawRates } from './plot.mjs'

/** Only what is compared with ours is smaller: as multiples of the steady rate its rates are the same. */
const fleets = { ours: 10_000, naive: 1000 }
const seed = 1
const docs = fileURLToPath(new URL('../docs', import.meta.url))

const jiti = createJiti(import.meta.url)
const { measureOneProcess } = await jiti.import('./one-process.ts')
const { playFleet } = await jiti.import('./fleet.ts')
const { scenarios, seconds, troubleFrom, troubleUntil } = await jiti.import('./scenarios.ts')
const { bySecond, summarize } = await jiti.import('./summary.ts')

/** Measures one process, plays the fleet, and writes both into docs/scale.md and its figures. */
export async function main() {
  await writeSection('process', processTable(await measureOneProcess()))
  const rows = []
  for (const scenario of scenarios) {
    const curves = {}
    for (const kind of ['ours', 'naive']) {
      const { maxBatchLogs } = scenario
      const clients = fleets[kind]
      const manner = scenario.manner(clients)
      const result = await playFleet({ clients, seconds, seed, kind, maxBatchLogs, manner })
      const summary = summarize(result)
      curves[kind] = bySecond(result.arrived).map((rate) => rate / summary.steady)
      rows.push({ scenario, kind, summary })
      console.log(scenario.name, kind, summary)
    }
    const figure = { title: scenario.title, curves, from: troubleFrom, until: troubleUntil }
    await writeFile(join(docs, 'scale', `${scenario.name}.svg`), drawRates(figure))
  }
  await writeSection('fleet', fleetTable(rows))
}

function processTable(one) {
  const rows = [
    ['bytes on the wire, a line', one.wireBytesPerLine.toFixed(1)],
    [`requests for 100 000 lines`, String(one.requests)],
    ['connections of a steady trickle', String(one.trickleSockets)],
    ['connections of a burst', String(one.burstSockets)],
    ['lines that the queue of 32 MiB holds', thousands(one.heldLines)],
    ['growth of the process by them', `${Math.round(one.heldBytes / 2 ** 20)} MiB`],
  ]
  return [`| Node ${process.version} | |`, '| --- | --- |', ...rows.map(toRow)].join('\n')
}

function fleetTable(rows) {
  const head = [
    '',
    'client',
    'steady',
    'during',
    'busiest second after',
    'busiest tenth of a second',
    'calm after',
  ]
  const body = rows.map(({ scenario, kind, summary }) => {
    const times = (rate) => `${(rate / summary.steady).toFixed(1)} ×`
    const name = kind === 'ours' ? `**${scenario.name}**` : ''
    const client = kind === 'ours' ? 'logs-to-sentry' : 'every 5 s'
    const { steady, during, peak, sharpest, calmAfter } = summary
    return [
      name,
      client,
      kind === 'ours' ? `${thousands(steady)}/s` : '',
      times(during),
      times(peak),
      times(sharpest),
      calmAfter < seconds - troubleUntil ? `${calmAfter} s` : 'not within the run',
    ]
  })
  return [head, head.map(() => '---'), ...body].map(toRow).join('\n')
}

const toRow = (cells) => `| ${cells.join(' | ')} |`

const thousands = (number) => Math.round(number).toLocaleString('en').replaceAll(',', ' ')

/** Replaces what stands in docs/scale.md between two marks. */
async function writeSection(name, text) {
  console.log(text)
  const page = join(docs, 'scale.md')
  const [start, end] = [`<!-- measured: ${name} -->`, `<!-- end: ${name} -->`]
  const before = await readFile(page, 'utf8')
  const [head, rest = ''] = before.split(start)
  const [, tail = ''] = rest.split(end)
  await writeFile(page, `${head}${start}\n\n${text}\n\n${end}${tail}`)
}
