// Ends the way of a line where delivery begins, so that only what comes before is measured.

const bytes = Buffer.alloc(1_048_576)

/** Takes logs as delivery does, as bytes, and forgets them. */
const sink = {
  add: ({ json }) => bytes.utf8Write(json, 0),
  recordDrop: () => {},
  flush: async () => true,
  close: async () => true,
}

/**
 * Lets every client of this thread hand its logs to the sink: core finds the delivery that clients
 * share under this symbol. To be called before core is loaded.
 */
export function cutAtSeam() {
  const engine = { delivery: sink, carrier: sink, settings: {}, users: 0, timeoutMs: 0 }
  globalThis[Symbol.for('logs-to-sentry/1/engines')] = {
    get: () => engine,
    set: () => {},
    delete: () => true,
    values: () => [],
  }
}

/** Where nothing is ever sent. */
export const dsn = 'http://key@127.0.0.1:9/1'
