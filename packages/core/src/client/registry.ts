import { type Exiting, flushBeforeExit } from './before-exit.ts'
import { shared } from '../process/shared.ts'

/** What the thread needs to know of a client to end in good order. */
export interface Flushable extends Exiting {
  flush(timeoutMs?: number): Promise<boolean>
  close(timeoutMs?: number): Promise<boolean>
}

const clients = shared('clients', () => new Set<Flushable>())

/** Makes a client known to the thread; give back what forgets it. */
export function register(client: Flushable): () => void {
  shared('before-exit', () => {
    flushBeforeExit(clients)
    return {}
  })
  clients.add(client)
  return () => clients.delete(client)
}

/**
 * Flushes every client of this thread, the adapters' too.
 *
 * True when all of them delivered, or gave up on, what was captured before the call, each within
 * `timeoutMs` (default: its own `shutdownTimeoutMs`). Keeps the process alive until it is settled.
 */
export function flush(timeoutMs?: number): Promise<boolean> {
  return all((client) => client.flush(timeoutMs))
}

/** Flushes every client of this thread, the adapters' too, as {@link flush} does, and refuses further logs. */
export function close(timeoutMs?: number): Promise<boolean> {
  return all((client) => client.close(timeoutMs))
}

async function all(settle: (client: Flushable) => Promise<boolean>): Promise<boolean> {
  const settled = await Promise.all(Array.from(clients, settle))
  return settled.every(Boolean)
}
