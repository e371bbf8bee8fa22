import { zlib } from './builtin.ts'
import type { Effort } from './effort.ts'

/** How the body of a request is compressed; also its `Content-Encoding`, which `none` leaves out. */
export type Compression = 'br' | 'gzip' | 'none'

/** Synchronous: an envelope is some tens of kilobytes, and what waits must be small at once. */
interface Codec {
  compress(body: Uint8Array, effort: Effort): Uint8Array
  decompress(body: Uint8Array): Uint8Array
}

const codecs: Readonly<Record<Compression, Codec>> = {
  // Brotli 3 makes logs as small as gzip 6 does, in half the time.
  br: {
    compress: (body, effort) => {
      const { brotliCompressSync, constants } = zlib()
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: effort === 'usual' ? 3 : 1,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
      }
      return trim(brotliCompressSync(body, { params }))
    },
    decompress: (body) => zlib().brotliDecompressSync(body),
  },
  gzip: {
    compress: (body, effort) => trim(zlib().gzipSync(body, { level: effort === 'usual' ? 6 : 1 })),
    decompress: (body) => zlib().gunzipSync(body),
  },
  none: { compress: (body) => body, decompress: (body) => body },
}

/** What zlib gives out holds on to 16 KiB, however short it is; a copy does not. */
function trim(body: Uint8Array): Uint8Array {
  return new Uint8Array(body)
}

/** Compresses the body of a request. */
export function compress(
  body: Uint8Array,
  compression: Compression,
  effort: Effort = 'usual',
): Uint8Array {
  return codecs[compression].compress(body, effort)
}

/** Undoes {@link compress}. */
export function decompress(body: Uint8Array, compression: Compression): Uint8Array {
  return codecs[compression].decompress(body)
}
