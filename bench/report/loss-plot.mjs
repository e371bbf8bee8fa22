import * as Plot from '@observablehq/plot'
import { candidates } from '../candidates/index.mjs'
import { fill, quickly, svgOf } from './plot.mjs'
import { rowsOfPlot } from './rows.mjs'

/**
 * Lines that never arrived, of two bursts.
 *
 * @param {import('../results.mjs').Results} results
 * @param {(candidate: string, measure: string) => Record<string, number> | undefined} numbersOf
 */
export function lossPlot({ measures, quick }, numbersOf) {
  const bursts = measures.filter(({ id }) => id === 'burst' || id === 'big-burst')
  const isShown = ({ id, kind, logger }) =>
    kind !== 'reference' && logger !== 'logger' && numbersOf(id, 'burst')
  const rows = rowsOfPlot(isShown)
  const shown = candidates.filter(({ id }) => rows.y.domain.includes(id))
  const bars = bursts.flatMap(({ id: measure, title }) =>
    shown.flatMap(({ id, kind }) => {
      const lost = numbersOf(id, measure)?.lostPercent
      return lost === undefined ? [] : [{ id, kind, title, lost }]
    }),
  )
  return svgOf(rows, {
    x: {
      label: `per cent lost${quickly(quick)}`,
      labelArrow: 'none',
      domain: [0, 100],
      ticks: 4,
      grid: true,
    },
    heading: { fx: () => bursts[0].title },
    fx: { label: null, domain: bursts.map(({ title }) => title) },
    marks: [
      Plot.barX(bars, { x: 'lost', y: 'id', fx: 'title', fill }),
      Plot.text(bars, {
        x: 'lost',
        y: 'id',
        fx: 'title',
        text: ({ lost }) => (lost > 0 ? `${lost.toFixed(lost < 1 ? 2 : 0)} %` : 'none'),
        textAnchor: 'start',
        dx: 4,
      }),
    ],
  })
}
