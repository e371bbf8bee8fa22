import fc from 'fast-check'
import { expect, it } from 'vitest'
import { severities } from '../../src/severity.ts'
import { logLine, orderLine, readLine, type LogOrder } from '../../src/worker/seam.ts'

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
