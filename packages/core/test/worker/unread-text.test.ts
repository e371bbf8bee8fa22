import { describe, expect, it } from 'vitest'
import { logLine, orderLine } from '../../src/worker/seam.ts'
import { UnreadText } from '../../src/worker/unread-text.ts'

const line = (json: string): string => logLine({ json, severity: 'info', billedBytes: 1 }, 1)
const order = orderLine({ kind: 'drop', reason: 'sample_rate', logs: 1, bytes: 1 })

function sendAll(unread: UnreadText): void {
  while (unread.hasUnsent) unread.nextUnsent()
}

function holding(...pieces: readonly (readonly string[])[]): UnreadText {
  const unread = new UnreadText()
  for (const texts of pieces) {
    unread.push(texts.map(line).join(''), texts.length)
    sendAll(unread)
  }
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
    sendAll(unread)
    unread.release(1)

    expect(texts(unread)).toEqual(['b'])
  })

  it('is measured twice, because it lies on both sides, until all of a piece is read', () => {
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

  it('is released over the end of a count of 31 bits', () => {
    const unread = new UnreadText()
    unread.release(0x7fff_ffff)
    unread.push(['a', 'b', 'c'].map(line).join(''), 3)
    sendAll(unread)
    unread.release(0)
    unread.release(1)

    expect(texts(unread)).toEqual(['c'])
  })

  it('is sent piece by piece, as bytes, long texts alone and short ones together', () => {
    const unread = new UnreadText()
    const long = line('é'.repeat(50_000))
    unread.push(line('ü'), 1)
    unread.push(line('ö'), 1)
    unread.push(long, 1)

    expect(unread.nextUnsent()?.toString()).toBe(line('ü') + line('ö'))
    expect(unread.nextUnsent()?.toString()).toBe(long)
    expect(unread.nextUnsent()).toBeUndefined()
    expect(texts(unread)).toEqual(['ü', 'ö', 'é'.repeat(50_000)])
  })

  it('that is not sent yet is not released', () => {
    const unread = new UnreadText()
    unread.push(order, 0)
    unread.release(0)

    expect(unread.nextUnsent()?.toString()).toBe(order)
  })

  it('leaves what is written later alone when its memory is used again', () => {
    const unread = holding(['a'], ['b'])
    unread.release(1)
    unread.push(line('c'), 1)

    expect(texts(unread)).toEqual(['b', 'c'])
  })

  it('is given out once', () => {
    const unread = holding(['a'])

    expect(texts(unread)).toEqual(['a'])
    expect(texts(unread)).toEqual([])
    expect(unread.bytes).toBe(0)
  })
})
