// The rows that both plots have: per logger a heading, ours, then the others.
import { candidates } from '../candidates/index.mjs'

const headings = ['pino', 'winston', 'bunyan'].map((logger) => ({ id: logger, logger }))

/**
 * @param {(candidate: import('../candidates/index.mjs').Candidate) => boolean} isShown
 */
export function rowsOfPlot(isShown) {
  const shown = candidates.filter((each) => each.kind !== 'floor' && isShown(each))
  const rows = headings.flatMap((heading) => [
    heading,
    ...shown.filter(({ logger }) => logger === heading.logger),
  ])
  const labels = new Map(shown.map((each) => [each.id, labelOf(each)]))
  return {
    headings,
    count: rows.length,
    y: {
      label: null,
      domain: rows.map(({ id }) => id),
      tickFormat: (id) => labels.get(id) ?? '',
      tickSize: 0,
    },
  }
}

const labelOf = ({ kind, title }) => (kind === 'ours' ? `logs-to-sentry, ${title}` : title)
