// Plots as SVG files that stand alone, on light and dark pages.
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

const colours = { ours: '#6c5fc7', peer: '#a8a4b8', reference: '#a8a4b8' }

const headingPlace = {
  y: 'id',
  text: 'logger',
  fontWeight: 'bold',
  frameAnchor: 'left',
  textAnchor: 'start',
  dx: -205,
}

/** A plot of a quick run says so. */
export const quickly = (quick) => (quick ? ' — a quick run, not for comparison' : '')

/** Ours stand out. */
export const fill = ({ kind }) => colours[kind]

/**
 * @param {ReturnType<typeof import('./rows.mjs').rowsOfPlot>} rows
 * @param {object} options Plot's own, and `heading`, what the headings are given besides
 * @returns {string}
 */
export function svgOf(rows, { marks, heading, ...options }) {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const style = { fontFamily: 'system-ui, sans-serif', fontSize: '12px', background: '#fff' }
  const svg = Plot.plot({
    document,
    style,
    width: 860,
    height: 70 + 19 * rows.count,
    marginLeft: 220,
    marginRight: 90,
    marginBottom: 40,
    y: rows.y,
    marks: [Plot.text(rows.headings, { ...headingPlace, ...heading }), ...marks],
    ...options,
  })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `${svg.outerHTML}\n`
}
