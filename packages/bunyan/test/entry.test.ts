import { expect, test } from 'vitest'
import { toLogInput } from '../src/entry.ts'
import { entryContext } from './support/entry-context.ts'

test('a level that is a name is read', () => {
  const input = toLogInput({ level: 'WARN', msg: 'hi' }, entryContext)

  expect(input).toMatchObject({ level: 13, attributes: { 'bunyan.logger.level': 'WARN' } })
})

test('an entry without a level is info', () => {
  expect(toLogInput({ msg: 'hi' }, entryContext)).toMatchObject({ level: 9, body: 'hi' })
})

test('a message that is no text is read as text, without what is sensitive', () => {
  expect(toLogInput({ msg: { a: 1, password: 'x' } }, entryContext).body).toBe(
    '{"a":1,"password":"[Filtered]"}',
  )
  expect(toLogInput({ msg: 42 }, entryContext).body).toBe('42')
})
