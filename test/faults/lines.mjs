// The lines that a fault is tried with: each carries its number, from which all of it follows.

const words =
  'order paid cart user retry cache miss shipped email queue price stock late batch'.split(' ')

/**
 * Of a hundred lines one is an error, ten are warnings.
 *
 * @param {number} number
 * @returns {'info' | 'warn' | 'error'}
 */
export function severityOf(number) {
  const place = number % 100
  if (place === 50) return 'error'
  return place % 10 === 5 ? 'warn' : 'info'
}

/**
 * @param {number} number from 1 on
 * @param {boolean} [isCulprit] whether the receiver is to refuse it
 * @returns {string}
 */
export function bodyOf(number, isCulprit = false) {
  // Numbers that look random, and are the same in every run.
  let state = Math.imul(number, 2_654_435_761) >>> 0
  const next = (/** @type {number} */ limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const said = Array.from({ length: 4 + next(8) }, () => words[next(words.length)])
  return `${number} ${isCulprit ? 'culprit ' : ''}${said.join(' ')} ${next(1e6)}`
}

/**
 * @param {string} body what {@link bodyOf} gave
 * @returns {number}
 */
export const numberOf = (body) => Number.parseInt(body, 10)

/**
 * @param {string} body
 * @returns {boolean}
 */
export const isCulprit = (body) => body.includes(' culprit ')
