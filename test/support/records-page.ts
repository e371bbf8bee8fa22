import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One row of a table of docs/records.md: what is told, the call that tells it, what Sentry stores. */
export interface RecordRow {
  readonly section: string
  readonly told: string
  readonly call: string
  /** By name: fields of the log and attributes; undefined stands for any value. */
  readonly stored: ReadonlyMap<string, unknown>
}

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'records.md'), 'utf8')
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ title: text.slice(0, text.indexOf('\n')), text }))

const spans = (text: string): readonly string[] =>
  [...text.matchAll(/(`+)(.+?)\1/g)].flatMap(([, , span]) => span ?? [])

const cells = (line: string): readonly string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'))

function readStored(cell: string): ReadonlyMap<string, unknown> {
  const entries = spans(cell).map((span): [string, unknown] => {
    const [, name = '', value = ''] = /^(.+?): (.+)$/.exec(span) ?? []
    return [name, value === '…' ? undefined : JSON.parse(value)]
  })
  return new Map(entries)
}

/** Rows of every table that shows calls. */
export const recordRows: readonly RecordRow[] = sections.flatMap(({ title, text }) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cells)
    .filter((row) => row.length === 3 && row[1]?.startsWith('`'))
    .map(([told = '', call = '', stored = '']) => ({
      section: title,
      told,
      call: spans(call)[0] ?? '',
      stored: readStored(stored),
    })),
)

/** Names of attributes that each log of a section carries beside those of its rows. */
export function namesOnEvery(section: string): ReadonlySet<string> {
  const everywhere = sections.find(({ title }) => title === 'On every log')?.text ?? ''
  const firstCells = everywhere.split('\n').map((line) => cells(line)[0] ?? '')
  const own = sections.find(({ title }) => title === section)?.text ?? ''
  const [sentence = ''] = /^Every line also carries .+$/m.exec(own) ?? []
  return new Set([...firstCells.flatMap(spans), ...spans(sentence)])
}

/** Every attribute that the page calls this project's own. */
export const ownNames: ReadonlySet<string> = new Set(
  spans(/^.*this project's own: (.+)$/m.exec(page)?.[1] ?? ''),
)
