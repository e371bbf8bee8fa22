import { onTestFinished } from 'vitest'

const held = new Set<object>()

/**
 * Keeps a transport of pino until the test is over. pino ends the worker of a transport that nobody
 * refers to, and who awaits a flush refers to nothing: the flush would never be answered.
 */
export function hold<Transport extends object>(transport: Transport): Transport {
  held.add(transport)
  onTestFinished(() => void held.delete(transport))
  return transport
}
