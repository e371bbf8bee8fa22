import { createRequire } from 'node:module'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { BunyanInstrumentation } from '@opentelemetry/instrumentation-bunyan'
import { withBunyan } from './callers.mjs'
import { startOpenTelemetry } from './otel.mjs'

/** The instrumentation takes bunyan 1 only, and sees what is loaded after it. */
export async function create(origin) {
  const provider = startOpenTelemetry(origin)
  registerInstrumentations({ instrumentations: [new BunyanInstrumentation()] })
  const bunyan = createRequire(import.meta.url)('bunyan-1')
  const streams = [{ type: 'raw', stream: { write() {} } }]
  const logger = bunyan.createLogger({ name: 'shop', streams })
  return { log: withBunyan(logger), end: () => provider.shutdown() }
}
