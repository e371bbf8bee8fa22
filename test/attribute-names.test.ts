import { ATTRIBUTE_METADATA } from '@sentry/conventions/attributes'
import { expect, it } from 'vitest'
import { namesOnEvery, ownNames, recordRows } from './support/records-page.ts'
import { readSourceFiles } from './support/source-file.ts'

const conventions = new Map(Object.entries(ATTRIBUTE_METADATA))
/** Names that are read from records and loggers, never sent. */
const read = new Set([
  'dd.trace_id',
  'dd.span_id',
  'log.level',
  'logging.googleapis.com',
  'pino.metadata',
  'sentry.process_trace_id',
])

/** Every dotted name that stands in the sources: what this project itself calls an attribute. */
const emitted = [
  ...new Set(
    ['core', 'pino', 'winston', 'bunyan']
      .flatMap(readSourceFiles)
      .flatMap(({ texts }) => Array.from(texts))
      .filter((text) => /^[a-z]+(\.[a-z_]+)+$/.test(text) && !read.has(text)),
  ),
]
const named = emitted.filter((name) => !ownNames.has(name))
const sections = new Set(recordRows.map(({ section }) => section))
const told = new Set([
  ...recordRows.flatMap(({ stored }) => Array.from(stored.keys())),
  ...Array.from(sections, (section) => Array.from(namesOnEvery(section))).flat(),
  ...ownNames,
])

const plain = (name: string): string => name.replaceAll(/[._-]/g, '').toLowerCase()

it('the sources name attributes at all', () => {
  expect(emitted).toEqual(expect.arrayContaining(['sentry.environment', 'winston.logger.level']))
})

it.each(named)('%s is a name of the conventions of Sentry, and not a deprecated one', (name) => {
  expect(conventions.get(name)).toBeDefined()
  expect(conventions.get(name)).not.toHaveProperty('deprecation')
})

it.each([...ownNames])('%s is spelled unlike every name of the conventions', (name) => {
  expect([...conventions.keys()].map(plain)).not.toContain(plain(name))
})

it.each(emitted)('docs/records.md tells of %s', (name) => {
  expect([...told]).toContain(name)
})
