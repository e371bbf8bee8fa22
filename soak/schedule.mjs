import { randomFrom } from './random.mjs'

const limit = (status, headers, forMs) => ({ kind: 'limit', status, headers, forMs })

/** @type {readonly ((forMs: number) => { kind: string })[]} */
const faults = [
  () => ({ kind: 'refused' }),
  () => ({ kind: 'reset' }),
  () => ({ kind: 'hang' }),
  () => ({ kind: 'deaf' }),
  () => ({ kind: 'answer lost' }),
  () => ({ kind: 'slow body' }),
  () => ({ kind: 'cut' }),
  () => ({ kind: 'status', status: 500 }),
  () => ({ kind: 'status', status: 502 }),
  () => ({ kind: 'status', status: 503, headers: { 'retry-after': '2' } }),
  () => ({ kind: 'status', status: 504 }),
  (forMs) => limit(429, { 'x-sentry-rate-limits': 'SECONDS:log_item:key' }, forMs),
  (forMs) => limit(200, { 'x-sentry-rate-limits': 'SECONDS:log_byte:key' }, forMs),
  (forMs) => limit(429, { 'retry-after': 'SECONDS' }, forMs),
]

/**
 * Faults one after the other without end, with times between in which all is well.
 *
 * @param {number} seed
 * @returns {Generator<{ wellMs: number, faultMs: number, fault: { kind: string } }>}
 */
export function* scheduleFrom(seed) {
  const random = randomFrom(seed)
  for (;;) {
    const wellMs = Math.round(3000 + random() * 9000)
    const faultMs = Math.round(500 + random() ** 2 * 15_000)
    const fault = faults[Math.floor(random() * faults.length)](faultMs)
    yield { wellMs, faultMs, fault }
  }
}
