import { exponentialDigits, fixedDigits } from './decimal.ts'
import type { FormatSpec } from './format-spec.ts'

/** A formatted number before padding and grouping, which concern the whole digits alone. */
export interface NumberText {
  /** Sign and base. */
  readonly prefix: string
  readonly whole: string
  /** Fraction, exponent and per cent sign. */
  readonly rest: string
}

const radixes: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 }
const maxCodePoint = 0x10_ff_ff

/** Writes an integer with one of the types b, c, d, n, o, x, X; undefined where Python raises. */
export function formatInteger(value: bigint, spec: FormatSpec): NumberText | undefined {
  const { sign, alternate, type } = spec
  if (spec.precision !== undefined || spec.withoutNegativeZero) return undefined
  if (type === 'c') {
    if (sign !== '' || alternate || value < 0n || value > maxCodePoint) return undefined
    return { prefix: '', whole: '', rest: String.fromCodePoint(Number(value)) }
  }
  const radix = radixes[type] ?? 10
  const digits = (value < 0n ? -value : value).toString(radix)
  return {
    prefix: signOf(value < 0n, sign) + (alternate && radix !== 10 ? `0${type}` : ''),
    whole: type === 'X' ? digits.toUpperCase() : digits,
    rest: '',
  }
}

/** Writes a number with one of the types e, f, g, n, % or none; undefined where Python raises. */
export function formatFloat(value: number, spec: FormatSpec): NumberText | undefined {
  if (spec.type !== '' && !'eEfFgGn%'.includes(spec.type)) return undefined
  const [whole, rest] = partsOf(spec.type === '%' ? Math.abs(value) * 100 : Math.abs(value), spec)
  const isZero = /^[0.]*(?:e|%|$)/i.test(whole + rest)
  const isNegative = (value < 0 || Object.is(value, -0)) && !(spec.withoutNegativeZero && isZero)
  const isUpper = 'EFG'.includes(spec.type) && spec.type !== ''
  return {
    prefix: signOf(isNegative, spec.sign),
    whole,
    rest: isUpper ? rest.toUpperCase() : rest,
  }
}

function signOf(isNegative: boolean, sign: string): string {
  if (isNegative) return '-'
  return sign === '-' ? '' : sign
}

/** Digits before and after the point of a number that is not negative. */
function partsOf(value: number, spec: FormatSpec): readonly [whole: string, rest: string] {
  const { precision, type } = spec
  const end = type === '%' ? '%' : ''
  if (!Number.isFinite(value)) return ['', (Number.isNaN(value) ? 'nan' : 'inf') + end]
  switch (type.toLowerCase()) {
    case 'f':
    case '%':
      return fixed(value, precision ?? 6, spec.alternate, end)
    case 'e':
      return exponential(value, precision ?? 6, spec.alternate)
    case '':
      return precision === undefined
        ? shortest(value, spec.alternate)
        : general(value, precision, spec)
    default:
      return general(value, precision ?? 6, spec)
  }
}

function fixed(
  value: number,
  places: number,
  keepsPoint: boolean,
  end: string,
): readonly [string, string] {
  const [whole, fraction] = fixedDigits(value, places)
  return [whole, withPoint(fraction, keepsPoint) + end]
}

function exponential(
  value: number,
  places: number,
  keepsPoint: boolean,
): readonly [string, string] {
  const { digits, exponent } = exponentialDigits(value, places)
  return [digits.slice(0, 1), withPoint(digits.slice(1), keepsPoint) + exponentText(exponent)]
}

/** The shorter of both notations for so many significant digits, without zeros at the end of the fraction. */
function general(value: number, precision: number, spec: FormatSpec): readonly [string, string] {
  const significant = Math.max(precision, 1)
  const isTypeless = spec.type === ''
  const { digits, exponent } = exponentialDigits(value, significant - 1)
  const limit = isTypeless ? significant - 1 : significant
  if (exponent < -4 || exponent >= limit) {
    const fraction = spec.alternate ? digits.slice(1) : withoutZeros(digits.slice(1))
    return [digits.slice(0, 1), withPoint(fraction, spec.alternate) + exponentText(exponent)]
  }
  const [whole, fraction] = fixedDigits(value, significant - 1 - exponent)
  const shown = spec.alternate ? fraction : withoutZeros(fraction)
  return [whole, withPoint(shown === '' && isTypeless ? '0' : shown, spec.alternate)]
}

/** As many digits as tell the number from its neighbours. */
function shortest(value: number, keepsPoint: boolean): readonly [string, string] {
  if (value > 0 && value < 1e-4) {
    const [digits = '', exponent] = value.toExponential().split('e')
    return [
      digits.slice(0, 1),
      withPoint(digits.slice(2), keepsPoint) + exponentText(Number(exponent)),
    ]
  }
  const [whole = '', fraction = ''] = String(value).split('.')
  return [whole, withPoint(fraction, keepsPoint)]
}

function withPoint(fraction: string, keepsPoint: boolean): string {
  return fraction === '' && !keepsPoint ? '' : `.${fraction}`
}

function withoutZeros(fraction: string): string {
  return fraction.replace(/0+$/, '')
}

function exponentText(exponent: number): string {
  return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}
