import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  parseSpoolFile,
  serializeSpoolFile,
  type SpoolFile,
} from '../../src/delivery/spool-file.ts'

const files: fc.Arbitrary<SpoolFile> = fc.record({
  body: fc.uint8Array({ maxLength: 400 }),
  compression: fc.constantFrom('br' as const, 'gzip' as const, 'none' as const),
  shares: fc.array(fc.tuple(fc.nat(3), fc.nat()), { minLength: 1, maxLength: 100 }),
})

it('what was written is read back', () => {
  fc.assert(
    fc.property(files, (file) => {
      const { body, ...facts } = parseSpoolFile(serializeSpoolFile(file)) ?? {}

      expect({ ...facts, body: Uint8Array.from(body ?? []) }).toEqual(file)
    }),
  )
})

it('a file that was cut anywhere is not read', () => {
  fc.assert(
    fc.property(files, fc.nat(), (file, at) => {
      const bytes = serializeSpoolFile(file)

      expect(parseSpoolFile(bytes.subarray(0, at % bytes.byteLength))).toBeUndefined()
    }),
  )
})

it('a file of which one byte has changed is not read', () => {
  fc.assert(
    fc.property(files, fc.nat(), fc.integer({ min: 1, max: 255 }), (file, at, change) => {
      const bytes = Uint8Array.from(serializeSpoolFile(file))
      const place = at % bytes.byteLength
      bytes[place] = (bytes[place] ?? 0) ^ change

      expect(parseSpoolFile(bytes)).toBeUndefined()
    }),
  )
})

it('a file that is longer than it was is not read', () => {
  fc.assert(
    fc.property(files, fc.uint8Array({ minLength: 1 }), (file, more) => {
      expect(parseSpoolFile(Buffer.concat([serializeSpoolFile(file), more]))).toBeUndefined()
    }),
  )
})

it('any other file is not read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(parseSpoolFile(bytes)).toBeUndefined()
    }),
  )
})

it('who owns the logs is written once for logs in a row', () => {
  const shares = Array.from({ length: 100 }, (_, at) => [at < 50 ? 0 : 1, 7] as const)
  const body = new Uint8Array(0)

  const file = serializeSpoolFile({ body, compression: 'br', shares })

  expect(file.byteLength).toBeLessThan(300)
})
