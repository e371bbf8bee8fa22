// What is promised, held to what came of a fault.

/** Requests with logs that are under way at once, and a client report. */
const maxOpen = 17

/** Faults in which the receiver stores nothing. */
const darknesses = new Set([
  'refused',
  'reset',
  'hang',
  'status',
  'deaf',
  'strange certificate',
  'name not found',
])

/**
 * @param {any} result what `run` found out
 * @returns {readonly string[]} a sentence for each promise that is broken
 */
export function brokenPromises(result) {
  const { scenario, end, stderr, isDone } = result
  return [
    [isDone, 'flush never said that all is delivered or given up on'],
    [end === 0, `the program ended with ${end}`],
    [stderr === '', `the program wrote: ${stderr.trim().slice(0, 500)}`],
    [result.misplaced === 0, `${result.misplaced} lines are out of order`],
    [result.unexcused === 0, `${result.unexcused} lines were stored again though answered`],
    [result.peakOpen <= maxOpen, `${result.peakOpen} requests at once`],
    [
      scenario.load === 'killed' ||
        !darknesses.has(scenario.fault?.kind) ||
        result.during.stored === 0,
      `${result.during?.stored} lines were stored while the endpoint was away`,
    ],
    [
      scenario.maxGrownBytes === undefined || result.grownBytes <= scenario.maxGrownBytes,
      `memory grew by ${result.grownBytes} bytes, and may by ${scenario.maxGrownBytes}`,
    ],
    ...(scenario.load === 'killed' ? [] : balance(result)),
    ...losses[scenario.loses](result),
  ].flatMap(([holds, complaint]) => (holds ? [] : [complaint]))
}

/** Every lost line is counted everywhere, by reason; the server counts what it answered 429 itself. */
function balance({ sent, stored, lostCount, reported, limitedLines, stats, drops, wrongSums }) {
  const told = sumOf(reported)
  const rules = [
    [stored + lostCount === sent, `${sent} sent, but ${stored} stored and ${lostCount} lost`],
    [
      lostCount === told + limitedLines,
      `${lostCount} lost, but ${told} reported and ${limitedLines} answered 429`,
    ],
  ]
  if (stats === null) return rules
  const { captured, delivered, dropped, queued, queuedBytes } = stats
  const onDrop = Object.fromEntries(
    Object.entries(drops).map(([reason, { logs }]) => [reason, logs]),
  )
  const expected = { ...drops }
  delete expected.rate_limited
  return [
    ...rules,
    [wrongSums === 0, `captured was not delivered + dropped + queued ${wrongSums} times`],
    [captured === sent, `${sent} sent, ${captured} captured`],
    [delivered === stored, `${stored} stored, ${delivered} delivered`],
    [queued === 0 && queuedBytes === 0, `${queued} still queued, ${queuedBytes} bytes`],
    [isSame(onDrop, dropped), `onDrop: ${show(onDrop)}, stats: ${show(dropped)}`],
    [isSame(expected, reported), `onDrop: ${show(expected)}, reported: ${show(reported)}`],
    [
      (dropped.rate_limited ?? 0) === limitedLines,
      `${limitedLines} answered 429, ${dropped.rate_limited} counted`,
    ],
  ]
}

const losses = {
  nothing: ({ lostCount, firstLost }) => [[lostCount === 0, `lost: ${firstLost}`]],
  'the culprits': ({ scenario, firstLost, reported }) => [
    [isSame(firstLost, scenario.culprits), `lost: ${firstLost}`],
    [isSame(Object.keys(reported), ['send_error']), `reported: ${show(reported)}`],
  ],
  'the last second': ({ handedOver, firstLost, stored }) => [
    [firstLost.every((number) => number > handedOver), `lost: ${firstLost}`],
    [stored >= handedOver, `${stored} of ${handedOver} stored`],
  ],
  'what is counted': (result) =>
    result.scenario.fault === undefined ? overload(result) : limited(result),
}

/** The least severe go first. */
function overload({ sent, lost, reported }) {
  const share = {
    info: lost.info / (sent * 0.89),
    warn: lost.warn / (sent * 0.1),
    error: lost.error / (sent * 0.01),
  }
  return [
    [lost.info > 0, 'nothing was lost: that is no overload'],
    [share.info > share.warn, `lost shares: ${show(share)}`],
    [lost.error === 0, `${lost.error} errors were lost`],
    [isSame(Object.keys(reported), ['queue_overflow']), `reported: ${show(reported)}`],
  ]
}

function limited({ scenario, lostCount, limitedRequests, reported }) {
  return [
    [lostCount > 0, 'nothing was lost: there was no limit'],
    // Those that were under way when the server said so.
    [limitedRequests <= maxOpen, `${limitedRequests} requests in spite of the limit`],
    [
      isSame(Object.keys(reported), ['ratelimit_backoff']),
      `${scenario.name}, reported: ${show(reported)}`,
    ],
  ]
}

const sumOf = (reasons) => Object.values(reasons).reduce((sum, { logs }) => sum + logs, 0)
const show = (value) => JSON.stringify(value)

/** Whether two values have the same content, whatever the order of their keys. */
function isSame(one, other) {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length && keys.every((key) => isSame(one[key], other[key]))
  )
}
