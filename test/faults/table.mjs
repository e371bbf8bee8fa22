const columns = [
  ['fault', ({ scenario }) => scenario.name],
  ['logger', ({ scenario }) => scenario.logger],
  ['sent', ({ sent }) => number(sent)],
  ['stored', ({ stored }) => number(stored)],
  ['lost', ({ lostCount }) => number(lostCount)],
  ['duplicated', ({ duplicated }) => number(duplicated)],
  ['requests during', ({ during, limitedRequests }) => limitedRequests || during?.requests || ''],
  ['at once after', ({ peakOpen }) => peakOpen],
  ['per second after', ({ peakPerSecond }) => peakPerSecond],
  ['memory', ({ grownBytes }) => grownBytes && `${(grownBytes / 1_048_576).toFixed(0)} MiB`],
  ['', ({ broken }) => (broken.length === 0 ? '✓' : '✗')],
]

const number = (value) => value?.toLocaleString('en').replaceAll(',', ' ')

/**
 * Lays out results as a table in Markdown.
 *
 * @param {readonly any[]} results what `run` gives
 * @returns {string}
 */
export function tableOf(results) {
  const rows = [
    columns.map(([name]) => name),
    ...results.map((result) => columns.map(([, cell]) => String(cell(result) ?? ''))),
  ]
  const widths = columns.map((_, at) => Math.max(3, ...rows.map((row) => row[at].length)))
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`
  const [head, ...body] = rows.map(line)
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n')
}
