import { expect, test } from 'vitest'

import { billedBytes } from './support/relay.ts'

const attribute = (value: unknown): object => ({
  body: '',
  attributes: { 'a.ü': { value, type: '' } },
})
const name = 4

test.each([
  [{ body: 'hello' }, 5],
  [{ body: 'ü😀' }, 6],
  [{ timestamp: 1, trace_id: 'abc', span_id: 'abc', level: 'info', severity_number: 9 }, 0],
  [attribute(true), name + 1],
  [attribute(5), name + 8],
  [attribute(5.5), name + 8],
  [attribute('ü'), name + 2],
  [attribute(['a', 'bc', null]), name + 3],
  [attribute([1, 2]), name + 16],
  [attribute({ key: 'value' }), name + 8],
  [attribute(null), name],
  [{ body: 5, attributes: { a: 'not an object' } }, 1],
  [{ body: 'a', attributes: [] }, 1],
  ['no log', 0],
])('%j is billed with %i bytes', (log, bytes) => {
  expect(billedBytes(log)).toBe(bytes)
})
