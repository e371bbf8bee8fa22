import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Claims } from '../../src/delivery/spool-claims.ts'
import { SpoolFolder } from '../../src/delivery/spool-folder.ts'
import { fileName, folderName } from '../../src/delivery/spool-name.ts'
import { useSpoolDirectory } from '../support/spool-directory.ts'

let parent = ''
useSpoolDirectory(({ path }) => {
  parent = path
})

// The disk is real, the clock is not.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

/** A process of this place that has ended. */
const endedPid = spawnSync(process.execPath, ['--version']).pid

/** The folder of another holder with so many files. */
function holder(pid: number, files = 1, place = new SpoolFolder(parent).place): string {
  const folder = join(parent, folderName({ place, pid }, 'other'))
  mkdirSync(folder)
  for (let at = 0; at < files; at += 1) {
    const facts = { time: at, logs: 2, billedBytes: 7, bytes: 5 }
    writeFileSync(join(folder, fileName(facts, `a${at}`)), 'hello')
  }
  return folder
}

function claiming(): { claims: Claims; folder: SpoolFolder; rejected: string[] } {
  const folder = new SpoolFolder(parent)
  const rejected: string[] = []
  return { claims: new Claims(folder, (name) => rejected.push(name)), folder, rejected }
}

describe('a folder', () => {
  it('is taken over at once when its process has ended', async () => {
    holder(endedPid, 2)
    const { claims } = claiming()
    await claims.look()
    const taken = await claims.take(10)

    expect(taken.map(({ shares: { logs, bytes } }) => [logs, bytes])).toEqual([
      [2, 7],
      [2, 7],
    ])
  })

  it('is taken over when it has not changed for 20 seconds', async () => {
    holder(process.pid)
    const { claims } = claiming()
    await claims.look()
    vi.advanceTimersByTime(19_999)
    await claims.look()
    expect(await claims.take(1)).toEqual([])
    vi.advanceTimersByTime(1)
    await claims.look()

    expect(await claims.take(1)).toHaveLength(1)
  })

  it('is not taken over while its heart beats', async () => {
    const other = holder(process.pid)
    const { claims } = claiming()
    const start = Date.now()
    for (let beat = 1; beat <= 10; beat += 1) {
      await claims.look()
      vi.advanceTimersByTime(10_000)
      utimesSync(other, new Date(), new Date(start - beat))
    }

    expect(await claims.take(1)).toEqual([])
  })

  it('of another place is not judged by its process id', async () => {
    holder(endedPid, 1, 'elsewhere')
    const { claims } = claiming()
    await claims.look()

    expect(await claims.take(1)).toEqual([])
  })

  it('of another place is taken over at once when it was not touched for an hour', async () => {
    const other = holder(endedPid, 1, 'elsewhere')
    utimesSync(other, new Date(), new Date(Date.now() - 3_600_001))
    const { claims } = claiming()
    await claims.look()

    expect(await claims.take(1)).toHaveLength(1)
  })

  it('that is empty goes away when nobody holds it', async () => {
    holder(endedPid, 0)
    const { claims } = claiming()
    await claims.look()

    expect(readdirSync(parent)).toEqual([])
  })

  it('or file that is none of ours is not touched', async () => {
    mkdirSync(join(parent, 'photos'))
    writeFileSync(join(parent, 'notes.txt'), 'mine')
    const { claims } = claiming()
    await claims.look()

    expect(readdirSync(parent).toSorted()).toEqual(['notes.txt', 'photos'])
  })
})

it('each file is taken over by one of many that want it', async () => {
  holder(endedPid, 40)
  const many = Array.from({ length: 5 }, claiming)
  await Promise.all(many.map(({ claims }) => claims.look()))
  for (const { claims } of many) await claims.look()
  const taken = await Promise.all(many.map(({ claims }) => claims.take(100)))

  expect(taken.flat()).toHaveLength(40)
})

it('what was being written when its process ended is deleted', async () => {
  const folder = holder(endedPid)
  writeFileSync(join(folder, 'a.envelope.unfinished'), 'hel')
  const { claims, rejected } = claiming()
  await claims.look()

  expect(readdirSync(`${folder}.left`)).toHaveLength(1)
  expect(rejected).toEqual([])
})

it('a holder whose folder was taken over goes on with a new one', async () => {
  const { folder } = claiming()
  const facts = { time: 1, logs: 1, billedBytes: 1, bytes: 1 }
  const first = await folder.write(fileName(facts, 'a'), Buffer.from('a'))
  const other = claiming()
  await other.claims.look()
  vi.advanceTimersByTime(20_000)
  await other.claims.look()
  const second = await folder.write(fileName(facts, 'b'), Buffer.from('b'))

  expect(await other.claims.take(10)).toHaveLength(1)
  expect(second.split('/').at(-2)).not.toBe(first.split('/').at(-2))
})
