import fc from 'fast-check'
import { expect, it } from 'vitest'
import { severities } from '../../src/severity.ts'
import {
  createNumbers,
  logLine,
  orderLine,
  readLine,
  shared,
  takeBack,
  takenIn,
  takenSince,
  takeOne,
  type LogOrder,
} from '../../src/worker/seam.ts'

const anyLog: fc.Arbitrary<LogOrder> = fc.record({
  kind: fc.constant('log' as const),
  severity: fc.constantFrom(...severities),
  owner: fc.nat(),
  billedBytes: fc.nat(),
  json: fc.json(),
})

it('a log comes out as it went in, on one line', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const line = logLine(log, log.owner)

      expect(line.indexOf('\n')).toBe(line.length - 1)
      expect(readLine(line.slice(0, -1))).toEqual(log)
    }),
  )
})

it.each([
  { kind: 'drop', reason: 'before_send', logs: 3, bytes: 120 } as const,
  { kind: 'flush', id: 7, timeoutMs: 2000, time: 1 } as const,
  { kind: 'close', id: 8, timeoutMs: 0, time: 2 } as const,
])('the order $kind comes out as it went in, on one line', (order) => {
  const line = orderLine(order)

  expect(line.indexOf('\n')).toBe(line.length - 1)
  expect(readLine(line.slice(0, -1))).toEqual(order)
})

it('the worker takes logs over one by one, until the others are taken back', () => {
  const numbers = createNumbers()
  const taken = [takeOne(numbers), takeOne(numbers)]
  takeBack(numbers)

  expect([...taken, takeOne(numbers)]).toEqual([true, true, false])
  expect(takenIn(numbers)).toBe(2)
})

it('the count of logs that are taken over begins again after 31 bits', () => {
  const numbers = createNumbers()
  numbers[shared.taken] = 0x7fff_ffff
  takeOne(numbers)
  takeOne(numbers)

  expect(takenIn(numbers)).toBe(1)
  expect(takenSince(0x7fff_ffff, takenIn(numbers))).toBe(2)
})
