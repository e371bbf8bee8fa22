// How numbers and tables are written.

/**
 * @param {number | undefined} value
 * @param {number} [digits] after the point; as many as a number of its size needs, unless told
 */
export function number(value, digits = digitsOf(value)) {
  if (value === undefined || Number.isNaN(value)) return '—'
  const text = value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return text.replaceAll(',', ' ').replace(/^-(?=[0.]*$)/, '')
}

function digitsOf(value = 0) {
  const size = Math.abs(value)
  if (size === 0 || size >= 100) return 0
  return size >= 10 ? 1 : 2
}

/**
 * @param {readonly string[]} head the first column is text, the others are numbers
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
