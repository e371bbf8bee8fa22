import * as Plot from '@observablehq/plot'
import { candidates } from '../candidates/index.mjs'
import { fill, quickly, svgOf } from './plot.mjs'
import { rowsOfPlot } from './rows.mjs'

const label = 'µs that a line adds on the main thread: in the call (dark), and in all (light)'

/**
 * Main-thread time that a line adds: the dark part within the call, the whole with everything deferred.
 *
 * @param {import('../results.mjs').Results} results
 * @param {(candidate: string, measure: string) => Record<string, number> | undefined} numbersOf
 */
export function costPlot({ quick }, numbersOf) {
  const rows = rowsOfPlot(({ id, logger }) => logger !== 'logger' && numbersOf(id, 'burst'))
  const bars = candidates
    .filter(({ id }) => rows.y.domain.includes(id))
    .map(({ id, kind }) => {
      const { addedCallUs, addedDeferredUs } = numbersOf(id, 'burst')
      const call = Math.max(addedCallUs, 0)
      return { id, kind, call, deferred: Math.max(addedDeferredUs, call) }
    })
  return svgOf(rows, {
    x: { label: label + quickly(quick), labelAnchor: 'left', labelArrow: 'none', grid: true },
    marks: [
      Plot.barX(bars, { x: 'deferred', y: 'id', fill, fillOpacity: 0.45 }),
      Plot.barX(bars, { x: 'call', y: 'id', fill }),
      Plot.text(bars, {
        x: 'deferred',
        y: 'id',
        text: ({ call, deferred }) =>
          [call, deferred].map((us) => us.toFixed(us < 100 ? 1 : 0)).join(' / '),
        textAnchor: 'start',
        dx: 4,
      }),
    ],
  })
}
