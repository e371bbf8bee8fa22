import type { NativeLevel } from '@logs-to-sentry/core'

/** A logger's own level set: the smaller the number, the more severe the level. */
export type Levels = Readonly<Record<string, number>>

/** Gives a level's number in the set; undefined where the set does not have it. */
export function levelNumber(
  name: string | undefined,
  levels: Levels | undefined,
): number | undefined {
  if (name === undefined || levels === undefined || !Object.hasOwn(levels, name)) return undefined
  return levels[name]
}

/** Describes a level by its name, and by its place among the others where the logger's set has it. */
export function describeLevel(name: string | undefined, levels: Levels | undefined): NativeLevel {
  const number = levelNumber(name, levels)
  if (number === undefined) return { name }
  const numbers = [...new Set(Object.values(levels ?? {}))]
  const index = numbers.filter((other) => other < number).length
  return { name, rank: { index, count: numbers.length } }
}
