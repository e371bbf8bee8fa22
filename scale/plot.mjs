import { plot, line, areaY, axisX, axisY, ruleX, text } from '@observablehq/plot'
import { parseHTML } from 'linkedom'

const colors = { ours: '#6a3fc9', naive: '#c9803f' }

/**
 * Draws requests a second over time, as multiples of the steady rate: ours and the naive client.
 *
 * @param {{ title: string, curves: Record<'ours' | 'naive', readonly number[]>, from: number, until: number }} figure
 * @returns {string} SVG
 */
export function drawRates({ title, curves, from, until }) {
  const { document } = parseHTML('<html><body></body></html>')
  const rows = Object.entries(curves).flatMap(([kind, rates]) =>
    rates.map((rate, second) => ({ kind, second, rate })),
  )
  const top = Math.max(...rows.map(({ rate }) => rate))
  const last = curves.ours.length - 1
  const svg = plot({
    document,
    width: 860,
    height: 340,
    marginLeft: 50,
    marginTop: 64,
    style: { background: 'white', color: '#222', fontSize: '12px', fontFamily: 'sans-serif' },
    x: { domain: [0, last] },
    y: { domain: [0, top * 1.05] },
    marks: [
      areaY([from, until], { x: (x) => x, y: () => top * 1.05, fill: '#888', fillOpacity: 0.12 }),
      ruleX([from, until], { stroke: '#888', strokeDasharray: '3,3' }),
      axisX({ label: 'seconds' }),
      axisY({ label: null, grid: true }),
      line(rows, {
        x: 'second',
        y: 'rate',
        z: 'kind',
        stroke: ({ kind }) => colors[kind],
        strokeWidth: 1.6,
      }),
      text([title], { frameAnchor: 'top-left', dy: -60, fontWeight: 'bold', fontSize: 14 }),
      text(['requests a second, steady rate = 1'], { frameAnchor: 'top-left', dx: -45, dy: -28 }),
      text(['logs-to-sentry'], {
        frameAnchor: 'top-right',
        dx: -4,
        dy: 6,
        fill: colors.ours,
        fontWeight: 'bold',
      }),
      text(['every 5 s, no jitter'], {
        frameAnchor: 'top-right',
        dx: -4,
        dy: 24,
        fill: colors.naive,
        fontWeight: 'bold',
      }),
    ],
  })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `${svg.outerHTML}\n`
}
