// The arguments of both commands.
import { parseArgs } from 'node:util'
import { candidates } from './candidates/index.mjs'

const options = {
  rounds: { type: 'string' },
  only: { type: 'string' },
  quick: { type: 'boolean', default: false },
  saved: { type: 'boolean', default: false },
  record: { type: 'boolean', default: false },
}

/**
 * @param {readonly string[]} args
 * @param {{ rounds: number }} defaults
 */
export function readArguments(args, defaults) {
  const { values } = parseArgs({ args: [...args], options })
  const { rounds: text = defaults.rounds } = values
  const rounds = Number(text)
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new TypeError(`--rounds is ${String(text)}; it takes a whole number from 1 on`)
  }
  return { ...values, rounds: values.quick ? 1 : rounds }
}

/**
 * @param {string | undefined} pattern a regular expression on the candidates' ids
 * @returns what matches, with the floors that it is compared with
 */
export function chosen(pattern) {
  if (pattern === undefined) return candidates
  const matching = candidates.filter(({ id }) => new RegExp(pattern).test(id))
  const floors = new Set(matching.map(({ floor }) => floor))
  return candidates.filter((each) => matching.includes(each) || floors.has(each.id))
}
