import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EncodedLog } from '../../src/delivery/batch.ts'
import { nobody } from '../../src/delivery/drops.ts'
import { FirstTurn } from '../../src/worker/first-turn.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const logOf = (json: string): EncodedLog => ({
  json,
  billedBytes: 1,
  severity: 'fatal',
  owner: nobody,
})

function gathering(): { firstTurn: FirstTurn; due: string[][] } {
  const due: string[][] = []
  const firstTurn = new FirstTurn(() => {
    const texts: string[] = []
    firstTurn.passTo({
      add: ({ json }) => void texts.push(json),
      recordDrop: (reason, logs) => void texts.push(`${reason} ${logs}`),
    })
    due.push(texts)
  })
  return { firstTurn, due }
}

it('what comes in a turn is due at its end, all together', () => {
  const { firstTurn, due } = gathering()

  firstTurn.add(logOf('one'))
  firstTurn.recordDrop('before_send', 2, 20)
  firstTurn.add(logOf('two'))
  expect(due).toEqual([])
  expect(firstTurn.logs).toBe(2)

  vi.runAllTimers()
  expect(due).toEqual([['one', 'two', 'before_send 2']])
  expect(firstTurn.isEmpty).toBe(true)
})

it('a drop alone is due at the end of the turn', () => {
  const { firstTurn, due } = gathering()

  firstTurn.recordDrop('sample_rate', 1, 10)
  expect(due).toEqual([])

  vi.runAllTimers()
  expect(due).toEqual([['sample_rate 1']])
})

it('a turn that logs 64 KiB has it due at once', () => {
  const { firstTurn, due } = gathering()
  const quarter = 'x'.repeat(16_384)

  for (const _ of Array(3)) firstTurn.add(logOf(quarter))
  expect(due).toEqual([])

  firstTurn.add(logOf(quarter))
  expect(due).toEqual([Array(4).fill(quarter)])
})

it('a turn that still logs after 100 ms has it due at once', () => {
  const { firstTurn, due } = gathering()
  const now = vi.spyOn(performance, 'now')

  const start = performance.now()
  firstTurn.add(logOf('one'))
  now.mockReturnValue(start + 99)
  firstTurn.add(logOf('two'))
  expect(due).toEqual([])

  now.mockReturnValue(start + 101)
  firstTurn.add(logOf('three'))
  expect(due).toEqual([['one', 'two', 'three']])
})

it('what was handed over is not due any more', () => {
  const { firstTurn, due } = gathering()
  const texts: string[] = []

  firstTurn.add(logOf('one'))
  firstTurn.passTo({ add: ({ json }) => void texts.push(json), recordDrop: () => {} })
  vi.runAllTimers()

  expect(texts).toEqual(['one'])
  expect(due).toEqual([])
})
