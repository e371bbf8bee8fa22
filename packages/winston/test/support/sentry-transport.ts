import { expect, onTestFinished } from 'vitest'
import { SentryTransport, type SentryTransportOptions } from '../../src/index.ts'

/** Makes a transport that ends with the test, and must never emit 'error'. */
export function createSentryTransport(options: SentryTransportOptions): SentryTransport {
  const transport = new SentryTransport(options)
  transport.on('error', (error) => expect.unreachable(`an error event: ${error.message}`))
  onTestFinished(() => void transport.end())
  return transport
}
