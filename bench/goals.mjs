// The numbers to reach, and whether they are. Pure, and free of dependencies.

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} what
 * @property {string} unit
 * @property {boolean} more whether more is better
 * @property {number} goal
 * @property {number | undefined} value
 * @property {number | undefined} peer the best of the others, in the same run
 * @property {string | undefined} peerTitle
 * @property {number | undefined} floor the logger's own number, where it has one
 */

const loggers = ['pino', 'winston', 'bunyan']

/** Of each: the measure it is read from, the name of the number there, and the goal. */
const goals = [
  goal('call', 'added in the call', 'µs', 'burst', 'addedCallUs', { winston: 3, bunyan: 2.5 }),
  goal('deferred', 'added with everything deferred', 'µs', 'burst', 'addedDeferredUs', {
    winston: 4,
    bunyan: 3.5,
  }),
  goal('share', 'event loop at 5 000 lines/s, added', 'points', 'paced', 'addedSharePercent', 2),
  goal('burst-lost', 'lost of a burst of 200 000', '%', 'big-burst', 'worstLoss', 0),
  goal('burst-rate', 'delivered of a burst of 200 000', '/s', 'big-burst', 'perSecond', 60_000),
  goal('far-lost', 'lost at 50 ms', '%', 'far', 'worstLoss', 0),
  goal('far-rate', 'delivered at 50 ms', '/s', 'far', 'perSecond', 20_000),
  goal('wire', 'compressed bytes a line', 'B', 'burst', 'bytesPerLine', 65),
  goal('memory', 'memory while the endpoint hangs, added', 'MB', 'hang', 'addedGrowthMb', 64),
  goal('start-up', 'added start-up', 'ms', 'burst', 'addedStartUpMs', 15),
  goal('install', 'install', 'MB', 'install', 'megabytes', 4),
]

function goal(id, what, unit, measure, number, bounds) {
  const boundOf = (logger) => (typeof bounds === 'number' ? bounds : bounds[logger])
  return { id, what, unit, measure, number, boundOf, more: number === 'perSecond' }
}

/**
 * @param {(candidate: string, measure: string) => Record<string, number> | undefined} numbersOf
 * @param {readonly { id: string, kind: string, logger: string, title: string }[]} candidates
 * @returns {Row[]}
 */
export function rowsOf(numbersOf, candidates) {
  const rows = goals.flatMap((each) =>
    loggers
      .filter((logger) => each.boundOf(logger) !== undefined)
      .map((logger) => rowOf(each, logger, numbersOf, candidates)),
  )
  return [pinoRow(numbersOf), ...rows]
}

/** pino's worker transport is held against pino's own that writes to /dev/null. */
function pinoRow(numbersOf) {
  const own = numbersOf('ours-pino', 'burst')
  const file = numbersOf('pino-file', 'burst')
  return {
    id: 'pino.call',
    what: "pino: added in the call, by pino's own worker transport to /dev/null",
    unit: '×',
    more: false,
    goal: 1.05,
    value: own && file && own.addedCallUs / file.addedCallUs,
    peer: file && 1,
    peerTitle: 'pino/file to /dev/null',
    floor: undefined,
  }
}

function rowOf({ id, what, unit, measure, number, boundOf, more }, logger, numbersOf, candidates) {
  const own = numbersOf(`ours-${logger}`, measure)
  const peers = candidates
    .filter((each) => each.kind === 'peer' && each.logger === logger)
    .map(({ id, title }) => peerOf(title, numbersOf(id, measure), number))
    .filter(({ value }) => value !== undefined)
    .toSorted((a, b) => (more ? b.value - a.value : a.value - b.value))
  return {
    id: `${logger}.${id}`,
    what: `${logger}: ${what}`,
    unit,
    more,
    goal: boundOf(logger),
    value: own?.[number],
    peer: peers[0]?.value,
    peerTitle: peers[0]?.title,
    floor: number.startsWith('added') ? own?.[number.replace('added', 'floor')] : undefined,
  }
}

/** A number that was bought with lost lines says so. */
function peerOf(title, numbers, number) {
  const { lostPercent = 0 } = numbers ?? {}
  const isBought = lostPercent > 0 && number !== 'worstLoss'
  const losing = `, losing ${Math.max(Math.round(lostPercent), 1)} %`
  return { title: title + (isBought ? losing : ''), value: numbers?.[number] }
}

/** @param {Pick<Row, 'value' | 'goal' | 'more'>} row */
export function isReached({ value, goal, more }) {
  if (value === undefined) return false
  return more ? value >= goal : value <= goal
}

/**
 * What is kept of a row that was reached: its number, and what it is of the floor and of the best peer.
 *
 * @param {Row} row
 * @returns {{ value?: number, toFloor?: number, toPeer?: number }}
 */
export function ratiosOf({ value, floor, peer }) {
  return {
    ...(value !== undefined && { value }),
    ...(value !== undefined && floor > 0 && { toFloor: value / floor }),
    ...(value !== undefined && peer > 0 && { toPeer: value / peer }),
  }
}

const tolerance = 1.2

/**
 * Whether a row that was reached is lost: by more than a fifth, whatever it is held against. Another
 * machine is slower or faster as a whole, so a number that misses its goal there still counts as kept
 * while it is what it was of the floor's or of the best peer's in the same run.
 *
 * @param {Row} row
 * @param {ReturnType<typeof ratiosOf>} reached
 */
export function isLost(row, reached) {
  const now = ratiosOf(row)
  const isWorse = (value, than) => (row.more ? value < than / tolerance : value > than * tolerance)
  if (now.value === undefined) return true
  if (!isWorse(now.value, row.goal)) return false
  return ['toFloor', 'toPeer'].every(
    (ratio) =>
      now[ratio] === undefined ||
      reached[ratio] === undefined ||
      isWorse(now[ratio], reached[ratio]),
  )
}
