// `npm run bench:guard`: whether the numbers that were reached still are, in one run on this machine.
//   --saved         judges the last results of `npm run bench` instead of measuring
//   --record        writes what is reached to bench/reached.json, instead of judging; what was reached
//                   before and is not lost stays there
//   --rounds N      instead of 3; --only and --quick are as for `npm run bench`
import { readFile, writeFile } from 'node:fs/promises'
import process from 'node:process'
import { chosen, readArguments } from './arguments.mjs'
import { candidates } from './candidates/index.mjs'
import { isLost, isReached, ratiosOf, rowsOf } from './goals.mjs'
import { numbersIn, saved } from './results.mjs'
import { measured } from './run.mjs'

const file = new URL('reached.json', import.meta.url)
/** The loggers alone, ours, and of the others those that come nearest. */
const nearest =
  '^(pino|winston|bunyan|bunyan-1)-floor$|^ours-(pino|winston|bunyan)$|^pino-file$|^otel-|^axiom-'

/** @param {readonly string[]} args */
export async function main(args) {
  const options = readArguments(args, { rounds: 3 })
  const compared = chosen(options.only ?? nearest)
  const results = options.saved
    ? await saved()
    : await measured({ ...options, candidates: compared })
  const isAsked = ({ value }) => options.only === undefined || value !== undefined
  const rows = rowsOf(numbersIn(results), candidates).filter(isAsked)
  const before = JSON.parse(await readFile(file, 'utf8'))
  if (options.record) await record(rows, results, before)
  else judge(rows, before)
}

async function record(rows, { date, node, machine, quick }, before) {
  if (quick) throw new TypeError('a quick run measures too little to be recorded')
  const isKept = (row) => before.rows[row.id] !== undefined && !isLost(row, before.rows[row.id])
  const reached = rows
    .filter((row) => isReached(row) || isKept(row))
    .map((row) => [row.id, isReached(row) ? ratiosOf(row) : before.rows[row.id]])
  const text = JSON.stringify({ date, node, machine, rows: Object.fromEntries(reached) }, round, 2)
  await writeFile(file, `${text}\n`)
  console.log(
    `${reached.length} of ${rows.length} numbers are reached, or were and are not lost: written to bench/reached.json`,
  )
}

const round = (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)

function judge(rows, reached) {
  console.log()
  const lost = []
  for (const row of rows) {
    const before = reached.rows[row.id]
    const isGone = before !== undefined && isLost(row, before)
    if (isGone) lost.push(row.id)
    console.log(`${mark(row, isGone)} ${row.what.padEnd(72)} ${text(row)}`)
  }
  console.log(
    lost.length > 0 ? `\nlost by more than a fifth: ${lost.join(', ')}` : '\nnothing is lost',
  )
  process.exitCode = lost.length > 0 ? 1 : 0
}

function mark(row, isGone) {
  if (isGone) return '✗'
  return isReached(row) ? '✓' : '·'
}

function text({ value, goal, unit, more, peer, peerTitle, floor }) {
  const parts = [
    value === undefined ? 'not measured' : `${number(value)} ${unit}`,
    `goal ${more ? '≥' : '≤'} ${number(goal)}`,
  ]
  if (peer !== undefined) parts.push(`best of the others ${number(peer)} (${peerTitle})`)
  if (floor !== undefined) parts.push(`the logger alone ${number(floor)}`)
  return parts.join(', ')
}

const number = (value) => value.toLocaleString('en', { maximumSignificantDigits: 3 })
