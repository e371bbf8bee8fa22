// Where another one is better than ours at the same logger: said by the same numbers as the rest.
import { candidates } from '../candidates/index.mjs'
import { number } from './text.mjs'

const compared = [
  ['burst', 'addedCallUs', 'µs added in the call'],
  ['burst', 'addedDeferredUs', 'µs added on the main thread in all'],
  ['burst', 'addedProcessUs', 'µs added on all threads'],
  ['burst', 'bytesPerLine', 'bytes a line on the wire'],
  ['burst', 'addedStartUpMs', 'ms added to the start'],
  ['burst', 'lostPercent', '% lost of 20 000'],
  ['big-burst', 'lostPercent', '% lost of 200 000'],
  ['big-burst', 'perSecond', 'lines delivered a second of 200 000'],
  ['far', 'lostPercent', '% lost of 200 000 at 50 ms'],
  ['far', 'perSecond', 'lines delivered a second at 50 ms'],
  ['paced', 'addedSharePercent', 'points of the event loop at 5 000 lines/s'],
  ['hang', 'addedGrowthMb', 'MB added while the endpoint hangs'],
  ['install', 'megabytes', 'MB installed'],
]

/** Differences below a twentieth are noise. */
const noise = 0.05

/** @param {(candidate: string, measure: string) => Record<string, number> | undefined} numbersOf */
export function losses(numbersOf) {
  const found = ['pino', 'winston', 'bunyan'].flatMap((logger) =>
    compared.flatMap(([measure, name, what]) => {
      const own = numbersOf(`ours-${logger}`, measure)?.[name]
      const better = candidates
        .filter((each) => each.kind === 'peer' && each.logger === logger)
        .map(({ id, title }) => ({ title, numbers: numbersOf(id, measure) }))
        .filter(({ numbers }) => isBetter(numbers?.[name], own, name === 'perSecond'))
      if (better.length === 0) return []
      const others = better.map(({ title, numbers }) => `${title} ${textOf(numbers, name)}`)
      return [`- ${logger}, ${what}: ours ${number(own)}; ${others.join(', ')}`]
    }),
  )
  return found.length > 0 ? found.join('\n') : 'Nowhere in this run.'
}

function isBetter(value, own, more) {
  if (value === undefined || own === undefined) return false
  const gain = more ? value - own : own - value
  return gain > noise * Math.abs(own)
}

/** A number that was bought with lost lines says so. */
function textOf(numbers, name) {
  const lost = numbers.lostPercent > 0 && name !== 'lostPercent'
  return number(numbers[name]) + (lost ? ` (losing ${number(numbers.lostPercent)} %)` : '')
}
