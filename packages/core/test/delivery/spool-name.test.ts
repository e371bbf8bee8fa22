import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  diskBytes,
  fileName,
  folderName,
  parseFileName,
  parseFolderName,
  type FileFacts,
} from '../../src/delivery/spool-name.ts'

const counts = fc.nat()
const facts: fc.Arbitrary<FileFacts> = fc.record({
  time: fc.integer({ min: 0, max: 8_640_000_000_000_000 / 10 }),
  logs: counts,
  billedBytes: counts,
  bytes: counts,
})
const words = fc.stringMatching(/^\w+$/)

it('the name of a file tells what is in it', () => {
  fc.assert(
    fc.property(facts, words, (file, unique) => {
      expect(parseFileName(fileName(file, unique))).toEqual(file)
    }),
  )
})

it('names sort by time', () => {
  fc.assert(
    fc.property(facts, facts, (one, other) => {
      const isBefore = fileName(one, 'z') < fileName({ ...other, time: one.time + 1 }, 'a')

      expect(isBefore).toBe(true)
    }),
  )
})

it('the name of a folder tells who holds it', () => {
  fc.assert(
    fc.property(words, fc.nat(), words, (place, pid, unique) => {
      expect(parseFolderName(folderName({ place, pid }, unique))).toEqual({ place, pid })
    }),
  )
})

it.each(['', 'notes.txt', '.envelope', '1-a-1-1-1.envelope', 'x'.repeat(300)])(
  '%j is neither a file nor a folder of the spool',
  (name) => {
    expect([parseFileName(name), parseFolderName(name)]).toEqual([undefined, undefined])
  },
)

it.each([
  [0, 4096],
  [1, 4096],
  [4096, 4096],
  [4097, 8192],
])('a file of %i bytes takes %i bytes of the disk', (bytes, taken) => {
  expect(diskBytes(bytes)).toBe(taken)
})
