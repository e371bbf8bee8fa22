// The faults, as data. Each is tried with one logger; they take turns.

const mebibyte = 1_048_576
const turns = ['winston', "pino's worker", 'logger.*', 'bunyan']

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} logger
 * @property {Record<string, unknown>} [options] of the logger's client
 * @property {'steady' | 'burst' | 'killed'} load whether the program is killed while the fault lasts, and started again
 * @property {number} [linesPerSecond] of a steady load
 * @property {number} [lines] of a burst
 * @property {number} [overloadMs] how long lines come too fast, at least: it goes on until ten thousand are lost
 * @property {Record<string, unknown> & { kind: string }} [fault] how the receiver is meanwhile
 * @property {number} [faultMs]
 * @property {boolean} [isFromStart] whether the fault begins before the first line
 * @property {number} [takesLinesPerSecond] of the receiver, until the load is over
 * @property {boolean} [tls]
 * @property {'nothing' | 'what is counted' | 'the culprits' | 'the last second'} loses
 * @property {readonly number[]} [culprits]
 * @property {number} [maxGrownBytes] that memory may grow by
 */

/**
 * @param {{ faultMs: number, burst: number, overloadMs: number, overloadQueueBytes: number }} size
 * @returns {readonly Scenario[]}
 */
export function scenariosOf({ faultMs, burst, overloadMs, overloadQueueBytes }) {
  // What is not answered is given up on well before the fault is over.
  const impatient = { requestTimeoutMs: Math.max(faultMs / 5, 1000) }
  const outages = [
    { name: 'refused', fault: { kind: 'refused' } },
    { name: 'reset', fault: { kind: 'reset' } },
    { name: 'no answer', fault: { kind: 'hang' }, options: impatient },
    { name: '502', fault: { kind: 'status', status: 502 } },
    {
      name: '503, Retry-After: 1',
      fault: { kind: 'status', status: 503, headers: { 'retry-after': '1' } },
    },
    { name: '504', fault: { kind: 'status', status: 504 } },
    { name: 'half-open', fault: { kind: 'deaf' }, options: impatient },
    { name: 'frozen (SIGSTOP)', fault: { kind: 'frozen' }, options: impatient },
    { name: 'certificate not trusted', fault: { kind: 'strange certificate' }, tls: true },
    {
      name: 'name not found, worker: false',
      fault: { kind: 'name not found' },
      options: { worker: false },
      logger: 'bunyan',
    },
    { name: 'slow body', fault: { kind: 'slow body' } },
    { name: 'answer lost', fault: { kind: 'answer lost' } },
  ].map((outage) => Object.assign(outage, { loses: 'nothing' }))

  const limit = (status, headers) => ({ kind: 'limit', status, forMs: faultMs, headers })
  const limits = [
    {
      name: '429, Retry-After',
      fault: limit(429, { 'retry-after': 'SECONDS' }),
    },
    {
      name: '429, log_item',
      fault: limit(429, { 'x-sentry-rate-limits': 'SECONDS:log_item:organization:quota' }),
    },
    {
      name: '429, log_byte',
      fault: limit(429, {
        'retry-after': '600',
        'x-sentry-rate-limits':
          '600:error;transaction:key, 600:brand_new:project, SECONDS.0:trace_metric;log_byte:project:quota',
      }),
    },
    {
      name: '200, log_item',
      fault: limit(200, { 'x-sentry-rate-limits': 'SECONDS:log_item:key' }),
    },
  ].map((each) => Object.assign(each, { loses: 'what is counted' }))

  const culprits = [333, 1234, 1777]
  const refusals = [400, 413].map((status) => ({
    name: `${status} for 3 lines`,
    fault: { kind: 'refuse', status },
    isFromStart: true,
    faultMs: Math.max(faultMs, 4000),
    loses: 'the culprits',
    culprits,
  }))

  const steady = [...outages, ...limits, ...refusals].map((scenario, index) =>
    Object.assign(
      { logger: turns[index % turns.length], load: 'steady', linesPerSecond: 500, faultMs },
      scenario,
    ),
  )
  const bursts = ['winston', 'bunyan', 'logger.*'].map((logger) => ({
    name: `${burst.toLocaleString('en').replaceAll(',', ' ')} lines in one tick`,
    logger,
    load: 'burst',
    lines: burst,
    loses: 'nothing',
  }))
  const overloads = ['winston'].map((logger) => ({
    name: `20 000 lines/s, endpoint takes 1 000/s`,
    logger,
    options: { maxQueueBytes: overloadQueueBytes },
    load: 'steady',
    linesPerSecond: 20_000,
    overloadMs,
    takesLinesPerSecond: 1000,
    loses: 'what is counted',
    // The queue, 8 + 4 MiB before the worker, and what two threads need to work.
    maxGrownBytes: overloadQueueBytes + 12 * mebibyte + 192 * mebibyte,
  }))
  const kills = ['winston', "pino's worker"].map((logger) => ({
    name: 'killed by SIGKILL while refused, spool',
    logger,
    load: 'killed',
    linesPerSecond: 500,
    fault: { kind: 'refused' },
    faultMs,
    loses: 'the last second',
  }))
  return [...overloads, ...steady, ...bursts, ...kills]
}
