// Counts lines by the number that each carries, which reads the same in every protocol.
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { marker, markerDigits } from '../workload.mjs'

/**
 * @typedef {object} Arrival
 * @property {number} at milliseconds since 1970
 * @property {string | undefined} encoding
 * @property {readonly Buffer[]} chunks
 */

const decoders = { br: brotliDecompressSync, gzip: gunzipSync, deflate: inflateSync }
const needle = Buffer.from(marker)

/**
 * @param {readonly Arrival[]} arrivals
 * @param {number} lines that were logged, with the numbers from 0 on
 * @param {number} copies how often a line that arrives once shows its number
 */
export function count(arrivals, lines, copies) {
  const seen = new Uint8Array(lines)
  let bytes = 0
  let lastLineAt = 0
  for (const { at, encoding, chunks } of arrivals) {
    const body = Buffer.concat(chunks)
    bytes += body.length
    for (const n of numbersIn(decode(body, encoding))) {
      if (n >= lines) continue
      lastLineAt = Math.max(lastLineAt, at)
      if (seen[n] < 255) seen[n] += 1
    }
  }
  const received = seen.reduce((sum, times) => sum + (times > 0 ? 1 : 0), 0)
  const duplicates = seen.reduce((sum, times) => sum + (times > copies ? 1 : 0), 0)
  return { received, duplicates, bytes, requests: arrivals.length, lastLineAt }
}

function decode(body, encoding = 'identity') {
  if (encoding === 'identity') return body
  const decoder = decoders[encoding]
  if (!decoder) throw new Error(`The receiver does not know the encoding ${encoding}.`)
  return decoder(body)
}

function* numbersIn(body) {
  for (let at = body.indexOf(needle); at >= 0; at = body.indexOf(needle, at + 1)) {
    const start = at + needle.length
    const digits = body.latin1Slice(start, start + markerDigits)
    if (/^\d+$/.test(digits)) yield Number(digits)
  }
}
