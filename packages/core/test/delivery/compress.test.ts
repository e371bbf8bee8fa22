import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compress, decompress, type Compression } from '../../src/delivery/compress.ts'

const compressions: readonly Compression[] = ['br', 'gzip', 'none']

describe.each(compressions)('%s', (compression) => {
  it('gives back every body as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        const restored = decompress(compress(body, compression), compression)

        expect(Buffer.from(restored)).toEqual(Buffer.from(body))
      }),
    )
  })

  it('holds on to no more memory than it takes', () => {
    const body = new Uint8Array(100)

    const compressed = compress(body, compression)

    expect(compressed.buffer.byteLength).toBe(compressed.byteLength)
  })
})

it('writes what others read under the same name', () => {
  const body = Buffer.from('a log '.repeat(100))

  expect(brotliDecompressSync(compress(body, 'br'))).toEqual(body)
  expect(gunzipSync(compress(body, 'gzip'))).toEqual(body)
  expect(compress(body, 'none')).toEqual(body)
})

it('makes logs small', () => {
  const body = Buffer.from('{"body":"order paid","attributes":{}},'.repeat(100))

  expect(compress(body, 'br').byteLength).toBeLessThan(body.byteLength / 20)
  expect(compress(body, 'gzip').byteLength).toBeLessThan(body.byteLength / 20)
})
