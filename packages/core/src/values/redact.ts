/** Names whose values never leave the process unless the user says otherwise. */
export const defaultRedact: readonly string[] = [
  'password',
  'passwd',
  'secret',
  'api_key',
  'apikey',
  'auth',
  'authorization',
  'bearer',
  'credentials',
  'token',
  'access_token',
  'refresh_token',
  'id_token',
  'auth_token',
  'x_auth_token',
  'client_secret',
  'x_api_key',
  'proxy_authorization',
  'session',
  'session_id',
  'cookie',
  'set_cookie',
  'csrf',
  'xsrf',
  'private_key',
  'credit_card',
  'card_number',
  'cvv',
  'ssn',
]

/** What stands in the place of a sensitive value. */
export const filtered = '[Filtered]'

/** Tells whether the value under a name, dotted or not, must be kept back. */
export type IsSensitive = (name: string) => boolean

const maxRemembered = 2048
const maxRememberedLength = 128
/** Far above every name that is sent whole. */
const maxJudgedLength = 4096

/**
 * Makes the test of names for one list: a dotted name is sensitive when a whole part of it equals
 * an entry, where case, `-` and `_` do not count (`X-Api-Key`, `user.apiKey`; not `tokens`).
 * A name of thousands of characters counts as sensitive: to take it apart would cost too much.
 */
export function createRedactor(names: readonly string[] | false): IsSensitive {
  if (names === false || names.length === 0) return () => false
  const entries = new Set(names.map(plainName))
  const remembered = new Map<string, boolean>()
  return (name) => {
    const known = remembered.get(name)
    if (known !== undefined) return known
    if (name.length > maxJudgedLength) return true
    const sensitive = name.split('.').some((part) => entries.has(plainName(part)))
    if (remembered.size >= maxRemembered) remembered.clear()
    if (name.length <= maxRememberedLength) remembered.set(name, sensitive)
    return sensitive
  }
}

function plainName(name: string): string {
  return name.trim().replaceAll(/[-_]/g, '').toLowerCase()
}
