import { areaY, axisX, axisY, gridY, line, plot, rectY, text } from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/**
 * Draws the memory of the program over time, with the times of faults behind it.
 *
 * @param {readonly { seconds: number, rss: number, waiting: number }[]} samples
 * @param {readonly { from: number, until: number }[]} faults in seconds
 * @returns {string} SVG
 */
export function drawMemory(samples, faults) {
  const { document } = parseHTML('<html><body></body></html>')
  const points = samples.map(({ seconds, rss }) => ({
    minutes: seconds / 60,
    mib: rss / 1_048_576,
  }))
  const top = Math.max(...points.map(({ mib }) => mib)) * 1.1
  const svg = plot({
    document,
    width: 860,
    height: 340,
    marginLeft: 50,
    marginTop: 48,
    marginBottom: 44,
    style: { background: 'white', color: '#222', fontSize: '12px', fontFamily: 'sans-serif' },
    x: { domain: [0, points.at(-1)?.minutes ?? 1] },
    y: { domain: [0, top] },
    marks: [
      rectY(faults, {
        x1: ({ from }) => from / 60,
        x2: ({ until }) => until / 60,
        y: top,
        fill: '#c9803f',
        fillOpacity: 0.18,
      }),
      gridY(),
      axisX({ label: 'minutes', labelOffset: 40 }),
      axisY({ label: 'MiB' }),
      areaY(points, { x: 'minutes', y: 'mib', fill: '#6a3fc9', fillOpacity: 0.12 }),
      line(points, { x: 'minutes', y: 'mib', stroke: '#6a3fc9', strokeWidth: 1.6 }),
      text(['Memory of the program (RSS); coloured: a fault'], {
        frameAnchor: 'top-left',
        dy: -40,
        fontWeight: 'bold',
        fontSize: 14,
      }),
    ],
  })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `${svg.outerHTML}\n`
}
