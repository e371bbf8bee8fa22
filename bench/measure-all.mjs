// Every measure of every candidate, in rounds: one round visits all, so that what the machine does
// meanwhile falls on all alike.
import { measureOnce } from './measure-once.mjs'
import { progressOf } from './progress.mjs'

/**
 * @typedef {object} Sample
 * @property {string} measure
 * @property {string} candidate
 * @property {Record<string, number | boolean>} [result]
 * @property {string} [failure] why there is none
 */

/**
 * @param {readonly import('./candidates/index.mjs').Candidate[]} candidates
 * @param {readonly import('./measures/plan.mjs').Measure[]} measures
 * @returns {Promise<Sample[]>}
 */
export async function measureAll(candidates, measures) {
  const plans = measures.map((measure) => ({
    measure,
    chosen: candidates.filter(
      ({ kind, twin = false }) => measure.kinds.includes(kind) && (measure.twins || !twin),
    ),
  }))
  const total = plans.reduce((sum, { measure, chosen }) => sum + measure.rounds * chosen.length, 0)
  const progress = progressOf(total)
  const samples = []
  for (const { measure, chosen } of plans) {
    const spent = new Map()
    for (let round = 0; round < measure.rounds; round++) {
      for (const candidate of rotated(chosen, round)) {
        if (isSpent(candidate, measure, spent)) progress.skip()
        else samples.push(await sampleOf(candidate, measure, round, spent, progress))
      }
    }
  }
  return samples
}

/** Each round begins with another candidate. */
function rotated(list, round) {
  const first = (round * 5) % Math.max(list.length, 1)
  return [...list.slice(first), ...list.slice(0, first)]
}

function isSpent({ id, kind }, { peerBudgetMs }, spent) {
  return kind === 'peer' && (spent.get(id) ?? 0) >= peerBudgetMs
}

async function sampleOf(candidate, measure, round, spent, progress) {
  const what = `${measure.title}, ${round + 1}/${measure.rounds}: ${candidate.id}`
  const sample = { measure: measure.id, candidate: candidate.id }
  const start = performance.now()
  try {
    const result = await measureOnce(candidate, measure)
    progress.tell(what, news(result))
    return { ...sample, result }
  } catch (error) {
    progress.tell(what, `failed: ${error.message}`)
    return { ...sample, failure: [error.message, error.cause].filter(Boolean).join('\n') }
  } finally {
    spent.set(candidate.id, (spent.get(candidate.id) ?? 0) + performance.now() - start)
  }
}

function news({ callUs, sharePercent, growthMb, lines, received, requests }) {
  const parts = []
  if (callUs !== undefined) parts.push(`${callUs.toFixed(2)} µs a call`)
  if (sharePercent !== undefined) parts.push(`${sharePercent.toFixed(1)} % of the event loop`)
  if (growthMb !== undefined) parts.push(`${growthMb.toFixed(0)} MB`)
  if (requests > 0) parts.push(`${lines - received} of ${lines} lost`)
  return parts.join(', ')
}
