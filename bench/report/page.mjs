// bench/RESULTS.md.
import { candidates } from '../candidates/index.mjs'
import { goalsTable } from './goals-table.mjs'
import { howItIsMeasured } from './how.mjs'
import { losses } from './losses.mjs'
import { number, table } from './text.mjs'

/**
 * @param {import('../results.mjs').Results} results
 * @param {(candidate: string, measure: string) => Record<string, number> | undefined} numbersOf
 */
export function pageOf(results, numbersOf) {
  const { date, node, machine, quick, measures } = results
  const warning =
    'A quick run, with few lines and one round: it shows that everything works, not how fast it is.'
  return [
    '# Results',
    `Written by \`npm run bench\` on ${date.slice(0, 10)}, with Node ${node} on ${machine}. All candidates ran in this one run, in turns; every number is the median of its rounds.`,
    ...(quick ? [`**${warning}**`] : []),
    '![What a line adds on the main thread](plots/cost.svg)',
    '![Lines lost](plots/loss.svg)',
    '## What was to be reached',
    goalsTable(numbersOf),
    '## Where others are better',
    losses(numbersOf),
    ...measures.flatMap(({ id, title }) => [
      `## ${title[0]?.toUpperCase()}${title.slice(1)}`,
      section(numbersOf, id, columns[id]),
    ]),
    '## Start-up and install',
    startTable(numbersOf),
    '## How it is measured',
    howItIsMeasured(results),
    '',
  ].join('\n\n')
}

const rounds = ['rounds', ({ rounds }) => rounds, 0]
const costColumns = [
  ['in the call, µs', ({ addedCallUs, callUs }) => addedCallUs ?? callUs],
  [
    'with everything deferred, µs',
    ({ addedDeferredUs, deferredUs }) => addedDeferredUs ?? deferredUs,
  ],
  ['all threads, µs', ({ addedProcessUs, processUs }) => addedProcessUs ?? processUs],
  ['lost, %', ({ lostPercent }) => lostPercent],
  ['doubled', ({ bytes, doubled }) => (bytes > 0 ? doubled : undefined), 0],
  ['delivered/s', ({ perSecond }) => perSecond, 0],
  ['bytes a line', ({ bytesPerLine }) => bytesPerLine],
  rounds,
]
const pacedColumns = [
  ['event loop, points', ({ addedSharePercent }) => addedSharePercent],
  ['loop delay p99, ms', ({ delayP99Ms }) => delayP99Ms],
  ['lost, %', ({ lostPercent }) => lostPercent],
  rounds,
]

const columns = {
  burst: costColumns,
  'big-burst': costColumns,
  far: costColumns.slice(3),
  paced: pacedColumns,
  hang: [['added, MB', ({ addedGrowthMb }) => addedGrowthMb], rounds],
}

/** Floors are shown with what they cost themselves, the others with what they add to that. */
function section(numbersOf, measure, columns) {
  const rows = candidates.flatMap((candidate) => {
    const numbers = numbersOf(candidate.id, measure)
    if (!numbers) return []
    const shown = candidate.kind === 'floor' ? itself(numbers) : numbers
    return [[titleOf(candidate), ...columns.map(([, read, digits]) => number(read(shown), digits))]]
  })
  return table(['', ...columns.map(([name]) => name)], rows)
}

function itself({ callUs, deferredUs, processUs, sharePercent, growthMb, delayP99Ms, rounds }) {
  const own = { callUs, deferredUs, processUs, delayP99Ms, rounds }
  return { ...own, addedSharePercent: sharePercent, addedGrowthMb: growthMb }
}

function titleOf({ kind, logger, title }) {
  if (kind === 'floor') return `*${title}: itself*`
  return kind === 'ours' ? `**${title.replace('*', String.raw`\*`)}**` : `${logger}: ${title}`
}

function startTable(numbersOf) {
  const rows = candidates
    .filter(({ kind }) => kind !== 'floor')
    .map((candidate) => {
      const size = numbersOf(candidate.id, 'install')
      return [
        titleOf(candidate),
        number(numbersOf(candidate.id, 'burst')?.addedStartUpMs, 0),
        number(size?.megabytes, 2),
        number(size?.packages, 0),
      ]
    })
  return table(['', 'added start-up, ms', 'install, MB', 'packages'], rows)
}
