import { isDeepStrictEqual } from 'node:util'
import type { Fields } from './fields.ts'
import { timeFields } from './line-time.ts'

// Most lines begin like this; the general way takes four times as long.
const usual = /^\{"level":(\d+),"time":(\d+)[,}]/

const pair = /[{,]"([^"\\]*)":(-?\d[^,}]*|"(?:[^"\\]|\\.)*"|\{"seconds":\d+,"nanos":\d+\})(?=[,}])/y

// Bounds the work for a line that begins with a long text.
const maxLength = 1024

/**
 * Reads what a line of pino begins with: its level, as `formatters.level` wrote it, and its time.
 *
 * A field of the application may have the same name, and of two such fields JSON.parse keeps the last.
 */
export function readHead(line: string): Fields {
  const [, level, time] = usual.exec(line) ?? []
  return level === undefined ? readPairs(line) : { level: Number(level), time: Number(time) }
}

function readPairs(line: string): Fields {
  const text = line.slice(0, maxLength)
  const head: Record<string, unknown> = { __proto__: null }
  pair.lastIndex = 0
  for (let found = pair.exec(text); found !== null; found = pair.exec(text)) {
    const [, name = '', json = ''] = found
    head[name] ??= JSON.parse(json)
    if (timeFields.includes(name)) break
  }
  return head
}

/** True where the field of the line is not the one of its head, but a later one of the same name. */
export const isShadowed = (name: string | undefined, head: Fields, fields: Fields): boolean =>
  name !== undefined &&
  head[name] !== fields[name] &&
  Object.hasOwn(head, name) &&
  !isDeepStrictEqual(head[name], fields[name])
