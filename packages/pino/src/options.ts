import { inspect } from 'node:util'
import { createClient, type Client, type Options } from '@logs-to-sentry/core'
import manifest from '../package.json' with { type: 'json' }

/** Options of the transport and of the stream: those of every client, and pino's own. */
export interface PinoOptions extends Options {
  /**
   * The `nestedKey` of the logger, when it has one, so that the error and the trace under it are
   * found. Default: none.
   */
  readonly nestedKey?: string | undefined
}

/**
 * Makes the client that the lines of a logger go to.
 *
 * @throws TypeError for an unknown option, a wrong type or a value beyond its bound.
 */
export function createPinoClient({ nestedKey, ...options }: PinoOptions): Client {
  if (nestedKey !== undefined && (typeof nestedKey !== 'string' || nestedKey === '')) {
    throw new TypeError(
      `logs-to-sentry: option "nestedKey" is ${inspect(nestedKey)}, expected text`,
    )
  }
  return createClient(options, { name: 'pino', version: manifest.version })
}
