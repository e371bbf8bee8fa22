import { shared } from '../process/shared.ts'

/** What the thread needs to know of a client to end in good order. */
export interface Flushable {
  readonly stats: { readonly captured: number; readonly queued: number }
  flush(timeoutMs?: number): Promise<boolean>
  close(timeoutMs?: number): Promise<boolean>
}

interface Registry {
  readonly clients: Set<Flushable>
  /** Logs captured when the event loop last ran out: it does so again after each flush. */
  capturedAtExit: number
}

const registry = shared('registry', (): Registry => {
  const created: Registry = { clients: new Set(), capturedAtExit: -1 }
  process.on('beforeExit', () => flushAtExit(created))
  return created
})

/** Makes a client known to the thread; give back what forgets it. */
export function register(client: Flushable): () => void {
  registry.clients.add(client)
  return () => registry.clients.delete(client)
}

/**
 * Flushes every client of this thread, the adapters' too.
 *
 * True when all of them delivered, or gave up on, what was captured before the call.
 */
export function flush(timeoutMs?: number): Promise<boolean> {
  return all((client) => client.flush(timeoutMs))
}

/** Flushes every client of this thread, the adapters' too, and refuses further logs. */
export function close(timeoutMs?: number): Promise<boolean> {
  return all((client) => client.close(timeoutMs))
}

async function all(settle: (client: Flushable) => Promise<boolean>): Promise<boolean> {
  const settled = await Promise.all(Array.from(registry.clients, settle))
  return settled.every(Boolean)
}

function flushAtExit(state: Registry): void {
  let captured = 0
  for (const client of state.clients) captured += client.stats.captured
  if (captured === state.capturedAtExit) return
  state.capturedAtExit = captured
  void flush()
}
