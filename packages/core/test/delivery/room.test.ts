import { expect, it } from 'vitest'
import { hasRoomFor } from '../../src/delivery/room.ts'
import { severities } from '../../src/severity.ts'

it.each<[number, string[]]>([
  [0, ['trace', 'debug', 'info', 'warn', 'error', 'fatal']],
  [79, ['trace', 'debug', 'info', 'warn', 'error', 'fatal']],
  [80, ['warn', 'error', 'fatal']],
  [94, ['warn', 'error', 'fatal']],
  [95, ['error', 'fatal']],
  [99, ['error', 'fatal']],
  [100, []],
])('a queue that is %i %% full takes %j', (percent, expected) => {
  const taken = severities.filter((severity) => hasRoomFor(severity, 1, percent, 100))

  expect(taken).toEqual(expected)
})

it('a log that does not fit whole is refused', () => {
  expect(hasRoomFor('fatal', 10, 90, 100)).toBe(true)
  expect(hasRoomFor('fatal', 11, 90, 100)).toBe(false)
})
