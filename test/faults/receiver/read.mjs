import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'

const decoders = { br: promisify(brotliDecompress), gzip: promisify(gunzip) }

/**
 * Reads an envelope of one item; whether it is legal is for the strict judge to say.
 *
 * @param {Buffer} body
 * @param {string | undefined} encoding
 * @returns {Promise<{ type: 'log' | 'client_report', payload: any }>}
 */
export async function readEnvelope(body, encoding) {
  const bytes = encoding === undefined ? body : await decoders[encoding](body)
  const [, item = '', payload = ''] = bytes.toString().split('\n')
  return { type: JSON.parse(item).type, payload: JSON.parse(payload) }
}
