import { candidates } from '../candidates/index.mjs'
import { isReached, rowsOf } from '../goals.mjs'
import { number, table } from './text.mjs'

/** @param {(candidate: string, measure: string) => Record<string, number> | undefined} numbersOf */
export function goalsTable(numbersOf) {
  const rows = rowsOf(numbersOf, candidates).map((row) => [
    row.what,
    `${row.more ? '≥' : '≤'} ${number(row.goal)} ${row.unit}`,
    `${number(row.value)} ${row.unit}`,
    isReached(row) ? 'reached' : 'not reached',
    row.peer === undefined ? '—' : `${number(row.peer)} ${row.unit} (${row.peerTitle})`,
  ])
  return table(['', 'goal', 'measured', '', 'best of the others'], rows)
}
