import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SealedBatch, SpoolCopy } from '../../src/delivery/queue.ts'
import { Shares } from '../../src/delivery/shares.ts'
import { Saver } from '../../src/delivery/spool-saver.ts'
import type { Saved } from '../../src/delivery/spool.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const file: SpoolCopy = { path: 'a', bytes: 1 }

const sealed = (place: number): SealedBatch => ({
  body: new Uint8Array(1),
  compression: 'none',
  shares: new Shares(),
  place,
})

/** A saver whose disk the test plays: writes wait until they are answered. */
function play() {
  const writes: { place: number; answer: (saved: Saved) => void }[] = []
  const saved: [place: number, isWanted: boolean][] = []
  const unsaved: number[] = []
  const saver = new Saver({
    save: ({ place }) =>
      new Promise((resolve) => {
        writes.push({ place, answer: resolve })
      }),
    onSaved: ({ place }, _file, isWanted) => saved.push([place, isWanted]),
    onUnsaved: ({ place }) => unsaved.push(place),
  })
  const answer = async (result: Saved): Promise<void> => {
    for (const write of writes.splice(0)) write.answer(result)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { saver, writes, saved, unsaved, answer }
}

it('a batch is written 0.6 seconds after its oldest log was captured, and not before', async () => {
  const { saver, writes } = play()
  saver.add(sealed(0), performance.now() - 200)
  await vi.advanceTimersByTimeAsync(399)
  expect(writes).toEqual([])
  await vi.advanceTimersByTimeAsync(1)

  expect(writes).toHaveLength(1)
})

it('a batch that is settled before is not written', async () => {
  const { saver, writes } = play()
  const batch = sealed(0)
  saver.add(batch, performance.now())
  saver.forget(batch)
  await vi.advanceTimersByTimeAsync(10_000)

  expect(writes).toEqual([])
})

it('a batch that is settled while it is written is told of as not wanted', async () => {
  const { saver, saved, answer } = play()
  const batch = sealed(0)
  saver.add(batch, performance.now())
  await vi.advanceTimersByTimeAsync(600)
  expect(saver.forget(batch)).toBe(true)
  await answer(file)

  expect(saved).toEqual([[0, false]])
})

it('at most sixteen are written at the same time, oldest first', async () => {
  const { saver, writes, answer } = play()
  for (let place = 0; place < 20; place += 1) saver.add(sealed(place), performance.now())
  await vi.advanceTimersByTimeAsync(600)
  expect(writes.map(({ place }) => place)).toEqual(Array.from({ length: 16 }, (_, at) => at))
  await answer(file)

  expect(writes.map(({ place }) => place)).toEqual([16, 17, 18, 19])
})

it('after a failure the disk is left alone for five seconds, then all is tried again', async () => {
  const { saver, writes, unsaved, saved, answer } = play()
  saver.add(sealed(0), performance.now())
  await vi.advanceTimersByTimeAsync(600)
  await answer('failed')
  saver.add(sealed(1), performance.now())
  await vi.advanceTimersByTimeAsync(4999)
  expect(writes).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  await answer(file)

  expect(unsaved).toEqual([0])
  expect(saved).toEqual([
    [0, true],
    [1, true],
  ])
})

it('who waits for all to be saved waits for the disk, and not for one that fails', async () => {
  const { saver, answer } = play()
  const done: string[] = []
  saver.add(sealed(0), performance.now())
  void saver.saved().then(() => done.push('first'))
  await vi.advanceTimersByTimeAsync(0)
  expect(done).toEqual([])
  await answer(file)
  expect(done).toEqual(['first'])
  saver.add(sealed(1), performance.now())
  void saver.saved().then(() => done.push('second'))
  await vi.advanceTimersByTimeAsync(0)
  await answer('failed')

  expect(done).toEqual(['first', 'second'])
})
