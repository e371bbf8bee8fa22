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
  const method = methods[chance % 6]
  const path = `/api/${resources[chance % 5]}/${chance % 9973}`
  const isFailure = n % 100 === 99
  const status = isFailure ? 502 : statuses[chance % 10]
  return {
    message: `${method} ${path} ${status}`,
    fields: {
      requestId: marker + String(n).padStart(markerDigits, '0'),
      method,
      path,
      status,
      durationMs: (chance % 250_000) / 1000,
      cached: chance % 3 === 0,
      user: { id: `u_${chance % 1009}`, plan: plans[chance % 3] },
      tags: tags[chance % 4],
    },
    error: isFailure ? new Error(`Upstream ${chance % 7} does not answer`) : undefined,
  }
}

/** A number that looks random: an integer hash (https://github.com/skeeto/hash-prospector). */
function scramble(n) {
  let x = n + 1
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0xd35a2d97)
  return (x ^ (x >>> 15)) >>> 0
}
