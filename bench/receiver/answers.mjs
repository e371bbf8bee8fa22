// What each service answers to lines that it takes.

const json = { 'content-type': 'application/json' }
const axiom = JSON.stringify({
  ingested: 1,
  failed: 0,
  failures: [],
  processedBytes: 1,
  blocksCreated: 0,
  walLength: 1,
})

/**
 * @param {string} path
 * @returns {{ status: number, headers: Record<string, string>, body: string }}
 */
export function answerOf(path) {
  if (path.includes('/envelope/')) return { status: 200, headers: json, body: '{}' }
  if (path.startsWith('/v1/logs')) {
    // An empty message of protobuf.
    return { status: 200, headers: { 'content-type': 'application/x-protobuf' }, body: '' }
  }
  if (path.startsWith('/loki/')) return { status: 204, headers: {}, body: '' }
  if (path.includes('ingest')) return { status: 200, headers: json, body: axiom }
  return { status: 202, headers: {}, body: '' }
}
