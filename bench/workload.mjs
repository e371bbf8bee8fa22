// One line of a web service, the same for the same number in every process.

/** What the child logger of every candidate is bound to. */
export const bindings = { service: 'shop-api', region: 'eu-central-1' }

/** Written before the number of the line: what the receiver looks for in whatever arrives. */
export const marker = 'req-'
export const markerDigits = 7

const methods = ['GET', 'GET', 'GET', 'GET', 'POST', 'PUT']
const resources = ['orders', 'carts', 'products', 'customers', 'payments']
const statuses = [200, 200, 200, 200, 200, 201, 204, 304, 404, 500]
const plans = ['free', 'team', 'enterprise']
const tags = [['web'], ['web', 'checkout'], ['mobile', 'ios'], ['mobile', 'android', 'beta']]

/**
 * @typedef {object} Line
 * @property {string} message
 * @property {Record<string, unknown>} fields eight, of mixed types, with a nested object and an array
 * @property {Error | undefined} error of one line in a hundred
 */

/**
 * @param {number} n
 * @returns {Line}
 */
export function lineOf(n) {
  const chance = scramble(n)
  const other = scramble(chance)
  const order = scramble(other)
  const method = methods[chance % 6]
  const path = `/api/${resources[chance % 5]}/${hex(order)}`
  const isFailure = n % 100 === 99
  const status = isFailure ? 502 : statuses[chance % 10]
  return {
    message: `${method} ${path} ${status}`,
    fields: {
      requestId: `${marker}${String(n).padStart(markerDigits, '0')}-${hex(chance)}${hex(other)}${hex(scramble(order))}`,
      method,
      path,
      status,
      durationMs: (other % 250_000) / 1000,
      cached: other % 5 === 0,
      user: { id: `u_${other % 99_991}`, plan: plans[other % 3] },
      tags: tags[other % 4],
    },
    error: isFailure ? new Error(`Upstream ${chance % 7} does not answer`) : undefined,
  }
}

const hex = (number) => number.toString(16).padStart(8, '0')

/** A number that looks random: an integer hash (https://github.com/skeeto/hash-prospector). */
function scramble(n) {
  let x = n + 1
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0xd35a2d97)
  return (x ^ (x >>> 15)) >>> 0
}
