import { type Client, createClient } from './client.ts'
import type { Options } from '../options/options.ts'
import { shared } from '../process/shared.ts'

const holder = shared('client', (): { client?: Client } => ({}))

/**
 * Makes the process-wide client that `logger` writes to. Calling it again replaces the client; what
 * the old one holds is still delivered.
 *
 * @throws TypeError for an unknown option, a wrong type or a value beyond its bound.
 */
export function init(options?: Options): Client {
  const client = createClient(options)
  void holder.client?.close()
  holder.client = client
  return client
}

/** The client of `init`, if it was called. */
export function globalClient(): Client | undefined {
  return holder.client
}
