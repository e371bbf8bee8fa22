import { describe, expect, it } from 'vitest'
import { logLine, orderLine } from '../../src/worker/seam.ts'
import { UnreadText } from '../../src/worker/unread-text.ts'

const line = (json: string): string => logLine({ json, severity: 'info', billedBytes: 1 }, 1)
const order = orderLine({ kind: 'drop', reason: 'sample_rate', logs: 1, bytes: 1 })

function holding(...pieces: readonly (readonly string[])[]): UnreadText {
  const unread = new UnreadText()
  for (const texts of pieces) unread.push(texts.map(line).join(''), texts.length)
  return unread
}

const texts = (unread: UnreadText): readonly string[] => unread.takeAll().map(({ json }) => json)

describe('text on its way to the worker', () => {
  it('is held until the worker has read its logs, oldest first', () => {
    const unread = holding(['a', 'b'], ['c', 'd'], ['e'])
    unread.release(3)

    expect(texts(unread)).toEqual(['d', 'e'])
  })

  it('gives out the logs between other orders', () => {
    const unread = new UnreadText()
    unread.push(line('a') + order + line('b') + order, 2)
    unread.release(1)

    expect(texts(unread)).toEqual(['b'])
  })

  it('is measured twice, because it lies here and on its way, until all of a piece is read', () => {
    const unread = holding(['aa', 'bb'], ['c'])
    const bytes = 2 * (2 * line('aa').length + line('c').length)
    expect(unread.bytes).toBe(bytes)
    unread.release(1)
    expect(unread.bytes).toBe(bytes)
    unread.release(2)
    expect(unread.bytes).toBe(2 * line('c').length)
  })

  it('stays when the worker tells the same count again', () => {
    const unread = holding(['a', 'b'])
    unread.release(1)
    unread.release(1)

    expect(texts(unread)).toEqual(['b'])
  })

  it('is released over the end of a count of 32 bits', () => {
    const unread = new UnreadText()
    unread.release(0x7fff_ffff)
    unread.push(['a', 'b', 'c'].map(line).join(''), 3)
    unread.release(-0x8000_0000)
    unread.release(-0x7fff_ffff)

    expect(texts(unread)).toEqual(['c'])
  })

  it('is given out once', () => {
    const unread = holding(['a'])

    expect(texts(unread)).toEqual(['a'])
    expect(texts(unread)).toEqual([])
    expect(unread.bytes).toBe(0)
  })
})
