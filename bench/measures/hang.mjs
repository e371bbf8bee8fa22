// What piles up in memory while nothing is answered.
import process from 'node:process'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { lineOf } from '../workload.mjs'

const linesPerTurn = 100

/**
 * @param {import('../candidates/index.mjs').Subject} subject
 * @param {{ lines: number, warmUp: number, restMs: number }} size
 */
export async function measure({ log }, { lines, warmUp, restMs }) {
  for (let n = 0; n < warmUp; n++) log(lineOf(n))
  await setTimeout(400)

  const before = process.memoryUsage.rss()
  let peak = before
  const look = () => (peak = Math.max(peak, process.memoryUsage.rss()))
  for (let n = warmUp; n < lines; n += linesPerTurn) {
    for (let i = n; i < Math.min(n + linesPerTurn, lines); i++) log(lineOf(i))
    look()
    await setImmediate()
  }
  const timer = setInterval(look, 20)
  await setTimeout(restMs)
  clearInterval(timer)

  return { lines, growthMb: (peak - before) / 2 ** 20 }
}
