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
  return number === undefined || levels === undefined ? { name } : new Ranked(name, number, levels)
}

class Ranked implements NativeLevel {
  readonly name: string | undefined
  readonly #number: number
  readonly #levels: Levels

  constructor(name: string | undefined, number: number, levels: Levels) {
    this.name = name
    this.#number = number
    this.#levels = levels
  }

  /** Counted only when it is asked for: not for a name that is known. */
  get rank(): NativeLevel['rank'] {
    const numbers = [...new Set(Object.values(this.#levels))]
    const index = numbers.filter((other) => other < this.#number).length
    return { index, count: numbers.length }
  }
}
