import { bare } from '../values/bare.ts'

/** Where logs go and with which key, read from Sentry's one-line address. */
export interface Dsn {
  readonly publicKey: string
  /** Obsolete; only there when the address has one. */
  readonly secretKey?: string
  readonly projectId: string
  /** With the port where it is not the scheme's own. */
  readonly host: string
  /** The URL that envelopes are posted to. */
  readonly envelopeUrl: string
  /** The address as given, without the white space around it. */
  readonly text: string
}

/**
 * Reads `{protocol}://{publicKey}[:{secretKey}]@{host}[:{port}][/{path}]/{projectId}`.
 * Gives undefined for anything else: another scheme, no key, no host, a project id that is not digits.
 */
export function parseDsn(text: string): Dsn | undefined {
  const address = text.trim()
  if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  const slash = url.pathname.lastIndexOf('/')
  const projectId = url.pathname.slice(slash + 1)
  const isKey = /^[\w.~-]+$/
  if (!isKey.test(url.username) || !/^\d+$/.test(projectId)) return undefined
  if (url.password !== '' && !isKey.test(url.password)) return undefined
  const path = url.pathname.slice(0, slash)
  return bare({
    publicKey: url.username,
    ...(url.password === '' ? {} : { secretKey: url.password }),
    projectId,
    host: url.host,
    envelopeUrl: `${url.protocol}//${url.host}${path}/api/${projectId}/envelope/`,
    text: address,
  })
}

const maxShownLength = 200

/** Makes an address fit for a message: what can be a key is replaced by `***`, also where the address is unreadable. */
export function maskDsn(text: string): string {
  return text
    .trim()
    .replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, '$1***@')
    .replaceAll(/[a-z\d]{16,}/gi, '***')
    .slice(0, maxShownLength)
}
