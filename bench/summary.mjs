// From samples to medians, and to what a candidate adds to its logger. Pure.

/**
 * What a measure says of a candidate: medians, and the worst of what must never be.
 *
 * @typedef {Record<string, number>} Numbers
 */

/**
 * @param {readonly import('./measure-all.mjs').Sample[]} samples
 * @param {readonly import('./candidates/index.mjs').Candidate[]} candidates
 * @returns {(candidate: string, measure: string) => Numbers | undefined}
 */
export function summaryOf(samples, candidates) {
  const medians = new Map()
  for (const [key, group] of grouped(samples)) {
    const results = group.flatMap(({ result }) => (result ? [derived(result)] : []))
    if (results.length > 0) medians.set(key, mediansOf(results))
  }
  const floors = new Map(candidates.map(({ id, floor }) => [id, floor]))
  return (candidate, measure) => {
    const own = medians.get(keyOf({ candidate, measure }))
    const floor = medians.get(keyOf({ candidate: floors.get(candidate), measure }))
    return own && { ...own, ...added(own, floor) }
  }
}

const keyOf = ({ candidate, measure }) => `${measure} ${candidate}`

function grouped(samples) {
  const groups = new Map()
  for (const sample of samples) {
    const group = groups.get(keyOf(sample)) ?? []
    groups.set(keyOf(sample), [...group, sample])
  }
  return groups
}

/** What follows from the numbers of one run. */
function derived(result) {
  const { lines, counted, received, startedAt, lastLineAt, bytes } = result
  if (!received) return received === undefined ? result : { ...result, lostPercent: 100 }
  const timed = Math.max(received - (lines - counted), 0)
  return {
    ...result,
    lostPercent: (100 * (lines - received)) / lines,
    bytesPerLine: bytes / received,
    ...(counted && { perSecond: (timed * 1000) / (lastLineAt - startedAt) }),
  }
}

/** Costs above the floor, under the name of the cost with `added` before it. */
function added(own, floor) {
  const costs = ['callUs', 'deferredUs', 'processUs', 'sharePercent', 'growthMb', 'startUpMs']
  const differences = costs
    .filter((cost) => own[cost] !== undefined && floor?.[cost] !== undefined)
    .map((cost) => [`added${cost[0].toUpperCase()}${cost.slice(1)}`, own[cost] - floor[cost]])
  return {
    ...Object.fromEntries(differences),
    floorCallUs: floor?.callUs,
    floorDeferredUs: floor?.deferredUs,
  }
}

function mediansOf(results) {
  const names = new Set(results.flatMap((result) => Object.keys(result)))
  const values = [...names].map((name) => [name, median(results.flatMap(numberUnder(name)))])
  const worstLoss = Math.max(...results.map(({ lostPercent = 0 }) => lostPercent))
  const doubled = Math.max(...results.map(({ duplicates = 0 }) => duplicates))
  return { ...Object.fromEntries(values), rounds: results.length, worstLoss, doubled }
}

/** None, where a run has no such number: of lines that never arrived there are no bytes. */
const numberUnder = (name) => (result) => (typeof result[name] === 'number' ? [result[name]] : [])

function median(values) {
  if (values.length === 0) return undefined
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const low = sorted[Math.ceil(middle) - 1] ?? 0
  const high = sorted[Math.floor(middle)] ?? low
  return (low + high) / 2
}
