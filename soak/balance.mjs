const number = (value) => value.toLocaleString('en').replaceAll(',', ' ')
const mib = (bytes) => `${(bytes / 1_048_576).toFixed(0)} MiB`
const sumOf = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/**
 * Adds up what became of all lines.
 *
 * A line may be stored and yet count as lost: where its answer was lost, and the next one was a refusal.
 *
 * @param {any} outcome
 * @returns {{ holds: boolean, text: string }}
 */
export function balanceOf({ isDone, sent, faults, samples, loggers, summary, account }) {
  const { stored, lostCount, duplicated, unexcused, misplaced, reported, limitedLines } = summary
  const reasons = Object.entries(reported).map(([reason, { logs }]) => [reason, logs])
  const counted = limitedLines + sumOf(Object.fromEntries(reasons))
  const both = counted - lostCount
  const rules = [
    [isDone, 'not all was settled in the end'],
    [stored + lostCount === sent, 'sent is not stored + lost'],
    [both >= 0, `${-both} lines were lost without being counted`],
    [both <= summary.unanswered, `${both} stored lines count as lost`],
    [unexcused === 0, `${unexcused} lines were stored again though answered`],
    [misplaced === 0, `${misplaced} lines are out of order`],
    [account.wrongSums === 0, 'captured was not always delivered + dropped + queued'],
    ...account.stats.flatMap((stats, at) => (stats === null ? [] : [ruleOf(stats, loggers[at])])),
  ]
  const broken = rules.flatMap(([holds, complaint]) => (holds ? [] : [`✗ ${complaint}`]))
  const rows = [
    ['sent', number(sent)],
    ['stored', number(stored)],
    ['lost', number(lostCount)],
    ['  answered 429', number(limitedLines)],
    ...reasons.map(([reason, logs]) => [`  reported as ${reason}`, number(logs)]),
    ['  of these stored all the same, the answer was lost', number(both)],
    ['stored again, the answer was lost', number(duplicated)],
    ['faults', number(faults.length)],
    ['memory at the start', mib(samples[0].rss)],
    ['memory at its peak', mib(Math.max(...samples.map(({ rss }) => rss)))],
    ['memory at the end', mib(samples.at(-1).rss)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${value.padStart(11)}`)
  return { holds: broken.length === 0, text: [...lines, ...broken].join('\n') }
}

function ruleOf({ captured, delivered, dropped, queued }, logger) {
  return [
    queued === 0 && captured === delivered + sumOf(dropped),
    `${logger}: ${captured} captured, ${delivered} delivered, ${sumOf(dropped)} dropped, ${queued} queued`,
  ]
}
