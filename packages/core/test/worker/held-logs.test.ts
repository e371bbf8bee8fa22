import { describe, expect, it } from 'vitest'
import type { EncodedLog } from '../../src/delivery/batch.ts'
import { HeldLogs } from '../../src/worker/held-logs.ts'

import { nobody as owner } from '../../src/delivery/drops.ts'
const log = (json: string): EncodedLog => ({ json, severity: 'info', billedBytes: 1, owner })

function holding(...texts: readonly string[]): HeldLogs {
  const held = new HeldLogs()
  for (const text of texts) held.push(log(text))
  return held
}

const texts = (held: HeldLogs): readonly string[] => held.takeAll().map(({ json }) => json)

describe('logs on their way to the worker', () => {
  it('are held until the worker has read them, oldest first', () => {
    const held = holding('a', 'b', 'c')
    held.release(1)

    expect(texts(held)).toEqual(['b', 'c'])
  })

  it('are measured twice, because they lie here and on their way', () => {
    const held = holding('aa', 'bbb')
    expect(held.bytes).toBe(10)
    held.release(1)
    expect(held.bytes).toBe(6)
  })

  it('stay when the worker tells the same count again', () => {
    const held = holding('a', 'b')
    held.release(1)
    held.release(1)

    expect(texts(held)).toEqual(['b'])
  })

  it('are released over the end of a count of 32 bits', () => {
    const held = new HeldLogs()
    held.release(0x7fff_ffff | 0)
    for (const text of ['a', 'b', 'c']) held.push(log(text))
    held.release(-0x8000_0000)
    held.release(-0x7fff_ffff)

    expect(texts(held)).toEqual(['c'])
  })

  it('are given out once', () => {
    const held = holding('a')

    expect(texts(held)).toEqual(['a'])
    expect(texts(held)).toEqual([])
    expect(held.bytes).toBe(0)
  })
})
