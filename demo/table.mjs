/** What every log carries, and says nothing about the line. */
const everyday = /^(?:sentry\.|server\.|process\.|logger\.name$|exception\.stacktrace$)/

/** Levels that the severity says already: pino's and bunyan's numbers, and the six names. */
const ordinaryLevel = /^(?:[1-6]0|trace|debug|info|warn|error|fatal)$/

const maxBodyWidth = 34

export function table(logs, width) {
  const cells = [['level', 'no', 'origin', 'body', 'attributes'], ...logs.map(cellsOf)]
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)))
  return cells.map((row) => {
    const padded = row.map((cell, column) =>
      column === 1 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
    )
    return cut(padded.join('  ').trimEnd(), width)
  })
}

function cellsOf({ level, severity_number: number, body, attributes }) {
  const origin = attributes['sentry.origin']?.value ?? '-'
  return [level, String(number), origin, cut(oneLine(body), maxBodyWidth), list(attributes)]
}

function list(attributes) {
  const own = Object.entries(attributes).filter((entry) => isOwn(entry))
  // What went wrong comes first: a narrow screen cuts the rest.
  const sorted = [...own.filter(isException), ...own.filter((entry) => !isException(entry))]
  return sorted.map(([name, { value }]) => `${name}=${oneLine(show(value))}`).join(' ')
}

const isOwn = ([name, { value }]) =>
  !everyday.test(name) && !(name.endsWith('.logger.level') && ordinaryLevel.test(value))

const isException = ([name]) => name.startsWith('exception.')

const show = (value) => (typeof value === 'string' ? value : JSON.stringify(value))

const oneLine = (text) => text.replaceAll(/\s+/g, ' ')

export function cut(text, width) {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text
}
