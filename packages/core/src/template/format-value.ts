import { formatFloat, formatInteger } from './format-number.ts'
import { type FormatSpec, parseFormatSpec } from './format-spec.ts'

/**
 * Formats a text, a number or a boolean as Python's `format` does; undefined where Python raises.
 * A boolean is a number for the number types and a text for others.
 */
export function formatValue(value: unknown, specText: string): string | undefined {
  const isNumber = typeof value === 'number' || typeof value === 'bigint'
  const spec = parseFormatSpec(specText, isNumber || typeof value === 'boolean' ? '>' : '<')
  if (spec === undefined) return undefined
  if (typeof value === 'string') return formatText(value, spec)
  if (typeof value === 'boolean') {
    if (spec.type !== '' && spec.type !== 's') return formatValue(Number(value), specText)
    return formatValue(String(value), specText)
  }
  return isNumber ? formatNumber(value, spec) : undefined
}

function formatText(text: string, spec: FormatSpec): string | undefined {
  const { align, sign, withoutNegativeZero, alternate, grouping, precision, type } = spec
  if (type !== '' && type !== 's') return undefined
  if (align === '=' || sign !== '' || withoutNegativeZero || alternate || grouping !== '')
    return undefined
  const shown = precision === undefined ? text : Array.from(text).slice(0, precision).join('')
  return pad('', shown, spec)
}

function formatNumber(value: number | bigint, spec: FormatSpec): string | undefined {
  const { grouping, type } = spec
  if (grouping !== '' && !(grouping === ',' ? 'deEfFgG%' : 'deEfFgG%boxX').includes(type))
    return undefined
  const isInteger = typeof value === 'bigint' || Number.isInteger(value)
  const number =
    isInteger && (type === '' || 'bcdnoxX'.includes(type))
      ? formatInteger(BigInt(value), spec)
      : formatFloat(Number(value), spec)
  if (number === undefined) return undefined
  const { prefix, whole, rest } = number
  const zeros =
    spec.fill === '0' && spec.align === '=' ? spec.width - prefix.length - rest.length : 0
  const size = 'boxX'.includes(type) && type !== '' ? 4 : 3
  return pad(prefix, group(whole, whole === '' ? '' : grouping, size, zeros) + rest, spec)
}

/** Groups digits, with as many zeros before them as a width asks for: `1234` to 7 is `001,234`. */
function group(digits: string, separator: string, size: number, minWidth: number): string {
  let count = digits.length
  const width = (): number => count + separator.length * Math.floor(Math.max(count - 1, 0) / size)
  while (width() < minWidth) count++
  const all = digits.padStart(count, '0')
  if (separator === '') return all
  const first = all.length % size
  const groups = first === 0 ? [] : [all.slice(0, first)]
  for (let start = first; start < all.length; start += size)
    groups.push(all.slice(start, start + size))
  return groups.join(separator)
}

function pad(prefix: string, text: string, { fill, align, width }: FormatSpec): string {
  const missing = Math.max(width - Array.from(prefix + text).length, 0)
  const before = align === '>' ? missing : align === '^' ? Math.floor(missing / 2) : 0
  if (align === '=') return prefix + fill.repeat(missing) + text
  return fill.repeat(before) + prefix + text + fill.repeat(missing - before)
}
