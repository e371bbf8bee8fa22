// Draws bench/plots/growth.svg.
import { mkdir, writeFile } from 'node:fs/promises'
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

const folder = new URL('../plots/', import.meta.url)

/** @param {readonly { name: string, unit: string, points: { x: number, y: number }[] }[]} all */
export async function plotGrowth(all) {
  const { document } = parseHTML('<!doctype html><svg></svg>')
  const [width, height, columns] = [360, 220, 2]
  const figures = all.map(({ name, unit, points }, at) => {
    const figure = Plot.plot({
      document,
      width,
      height,
      marginLeft: 64,
      x: { label: name },
      y: { label: unit, domain: [0, Math.max(...points.map(({ y }) => y)) * 1.1], grid: true },
      marks: [
        Plot.ruleY([0]),
        Plot.lineY(points, { x: 'x', y: 'y' }),
        Plot.dot(points, { x: 'x', y: 'y' }),
      ],
    })
    figure.setAttribute('x', (at % columns) * width)
    figure.setAttribute('y', Math.floor(at / columns) * height)
    return figure.outerHTML
  })
  const rows = Math.ceil(all.length / columns)
  const size = `width="${width * columns}" height="${height * rows}"`
  await mkdir(folder, { recursive: true })
  await writeFile(
    new URL('growth.svg', folder),
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} style="background:white">${figures.join('')}</svg>\n`,
  )
  console.log('drawn in bench/plots/growth.svg')
}
