/**
 * Decimal digits of a double, rounded from its exact value, a tie to the even digit: as Python and
 * C round. `toFixed` and `toExponential` round a tie up (2.5 to 3), and stop at 100 digits.
 */

/** Digits before the point, and `places` digits after it. */
export function fixedDigits(
  value: number,
  places: number,
): readonly [whole: string, fraction: string] {
  const digits = scaledDigits(value, places).padStart(places + 1, '0')
  return [digits.slice(0, digits.length - places), digits.slice(digits.length - places)]
}

/** One digit and `places` further ones, and the power of ten that the first one stands for. */
export function exponentialDigits(
  value: number,
  places: number,
): { readonly digits: string; readonly exponent: number } {
  if (value === 0) return { digits: '0'.repeat(places + 1), exponent: 0 }
  // Not the shortest digits: those of 9.9e-324 are 1e-323. With 21 digits no double rounds up to a power of ten.
  const exponent = Number(value.toExponential(20).split('e')[1])
  const digits = scaledDigits(value, places - exponent)
  return digits.length > places + 1
    ? { digits: digits.slice(0, -1), exponent: exponent + 1 }
    : { digits, exponent }
}

/** The integer nearest to `value * 10 ** places`; `value` is finite and not negative. */
function scaledDigits(value: number, places: number): string {
  const { mantissa, exponent } = partsOfDouble(value)
  let numerator = mantissa
  let denominator = 1n
  if (exponent >= 0) numerator <<= BigInt(exponent)
  else denominator <<= BigInt(-exponent)
  if (places >= 0) numerator *= 10n ** BigInt(places)
  else denominator *= 10n ** BigInt(-places)
  const quotient = numerator / denominator
  const twice = (numerator % denominator) * 2n
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n)
  return String(isUp ? quotient + 1n : quotient)
}

/** `value` as `mantissa * 2 ** exponent`, both exact. */
function partsOfDouble(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number(bits >> 52n)
  const fraction = bits & ((1n << 52n) - 1n)
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 }
}
