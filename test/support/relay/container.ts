import type { Item } from './framing.ts'
import { decodeText } from './framing.ts'
import { isIntegerLiteral, isObject, member, parseJson } from './json.ts'
import type { StoredLog } from './log.ts'
import { judgeLog } from './log.ts'
import type { Note } from './problem.ts'
import { show } from './problem.ts'

const contentType = 'application/vnd.sentry.items.log+json'
const maxLogs = 100

/** Judges the payload of a `log` item and gives the logs that Sentry would store. */
export function judgeContainer(item: Item, note: Note, now: number): StoredLog[] {
  const container = parseContainer(item, note)
  if (container === undefined) return []
  const { logs, literals } = container
  const count = item.header['item_count']
  const counted = count === logs.length && isIntegerLiteral(member(item.literals, 'item_count'))
  const typed = item.header['content_type'] === contentType
  if (!counted) note('item-count', `item_count is ${show(count)} for ${logs.length} logs`)
  if (!typed) note('item-content-type', `content_type is ${show(item.header['content_type'])}`)
  if (logs.length > maxLogs) note('log-count', `${logs.length} logs in one envelope`)
  const stored = logs
    .map((log, index) => judgeLog(log, member(literals, index), note, now))
    .filter((log) => log !== undefined)
  return counted && typed ? stored : []
}

function parseContainer(
  item: Item,
  note: Note,
): { logs: readonly unknown[]; literals: unknown } | undefined {
  let parsed
  try {
    parsed = parseJson(decodeText(item.payload))
  } catch (error) {
    note('container-json', String(error))
    return undefined
  }
  if (parsed.refused !== undefined) {
    note('container-json', parsed.refused)
    return undefined
  }
  for (const name of parsed.duplicates) note('container-json', `${name} stands twice in one object`)
  const { value, literals } = parsed
  if (!isObject(value) || !Array.isArray(value['items'])) {
    note('container-shape', `container is ${show(value)}`)
    return undefined
  }
  const { items, version, ...others } = value
  for (const name of Object.keys(others)) note('container-shape', `container has ${name}`)
  if (version !== 2 || member(literals, 'version') !== '2')
    note('container-version', `version is ${show(version)}`)
  return { logs: items as unknown[], literals: member(literals, 'items') }
}
