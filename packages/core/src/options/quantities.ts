import * as v from 'valibot'

export const mebibyte = 1_048_576

/** Text that is not empty. */
export const text = (expected: string): v.GenericSchema<string> =>
  v.pipe(v.string(expected), v.minLength(1, expected))

/** A whole number within bounds, which are part of it. */
export const wholeNumber = (min: number, max: number): v.GenericSchema<number> => {
  const expected = `a whole number from ${min} to ${max}`
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(min, expected),
    v.maxValue(max, expected),
  )
}
