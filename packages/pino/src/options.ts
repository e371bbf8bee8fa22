import {
  checkOwnOptions,
  createClient,
  type Client,
  type Options,
  type OwnOption,
} from '@logs-to-sentry/core'
import manifest from '../package.json' with { type: 'json' }

/** Options of the transport and of the stream: those of every client, and pino's own. */
export interface PinoOptions extends Options {
  /**
   * The `nestedKey` of the logger, when it has one, so that the error and the trace under it are
   * found. Default: none.
   */
  readonly nestedKey?: string | undefined
}

const ownOptions: Readonly<Record<'nestedKey', OwnOption>> = {
  nestedKey: { accepts: (value) => typeof value === 'string' && value !== '', expected: 'text' },
}

/**
 * Makes the client that the lines of a logger go to.
 *
 * @throws TypeError for an unknown option, a wrong type or a value beyond its bound.
 */
export function createPinoClient(options: PinoOptions): Client {
  checkOwnOptions(options, ownOptions)
  const { nestedKey: _nestedKey, ...own } = options
  return createClient(own, { name: 'pino', version: manifest.version })
}
