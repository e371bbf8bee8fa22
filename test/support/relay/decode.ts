import { promisify } from 'node:util'
import * as zlib from 'node:zlib'

type Decompress = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

/** Whole envelope, decompressed: protocol.md 7.1. */
const maxEnvelopeBytes = 200 * 1024 * 1024

const gunzip: Decompress = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)

const decoders: Readonly<Record<string, Decompress | undefined>> = {
  identity: (bytes) => Promise.resolve(bytes),
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate),
  br: promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
  zstd: zstdDecoder(),
}

/** Node has zstd from 22.15 on. */
function zstdDecoder(): Decompress | undefined {
  const decompress: unknown = Reflect.get(zlib, 'zstdDecompress')
  return isDecompress(decompress)
    ? promisify<Buffer, zlib.ZlibOptions, Buffer>(decompress)
    : undefined
}

function isDecompress(value: unknown): value is typeof zlib.gunzip {
  return typeof value === 'function'
}

/**
 * Undoes the `Content-Encoding` of a request body.
 * Throws on bytes that do not decode, and on an encoding that this runtime does not know.
 */
export async function decodeBody(bytes: Buffer, encoding: string): Promise<Buffer> {
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined
  if (decoder === undefined) throw new Error(`unknown encoding ${encoding}`)
  return decoder(bytes, { maxOutputLength: maxEnvelopeBytes })
}
