import type { Note } from './problem.ts'
import { show } from './problem.ts'

/** Where a request says who it is. */
export interface Credentials {
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly userAgent: string | undefined
  readonly envelopeDsn: unknown
}

/** Who may send. */
export interface Project {
  readonly publicKey: string
  readonly projectId: string
}

interface Claim {
  readonly from: string
  readonly key: string
  readonly version?: string | undefined
  readonly client?: string | undefined
}

/** Judges who sends. False: the request is refused with 403. */
export function judgeAuth(credentials: Credentials, project: Project, note: Note): boolean {
  const claims = [
    headerClaim(credentials.authorization, note),
    queryClaim(credentials.query),
    dsnClaim(credentials.envelopeDsn, project, note),
  ].filter((claim) => claim !== undefined)
  const keys = new Set(claims.map(({ key }) => key))
  if (claims.length === 0) note('auth-missing', `no key in header, query or envelope`)
  if (keys.size > 1) note('auth-disagrees', claims.map(({ from, key }) => `${from}: ${key}`).join())
  else if (keys.size === 1 && !keys.has(project.publicKey)) note('auth-key', [...keys].join())
  for (const { from, version } of claims)
    if (from !== 'dsn' && version !== '7')
      note('auth-version', `sentry_version is ${show(version)} in ${from}`)
  if ((credentials.userAgent ?? '') === '' && !claims.some(({ client }) => client !== undefined))
    note('client-name', 'neither sentry_client nor User-Agent')
  return keys.size === 1 && keys.has(project.publicKey)
}

function headerClaim(header: string | undefined, note: Note): Claim | undefined {
  if (header === undefined) return undefined
  const [, list] = /^Sentry (.+)$/i.exec(header) ?? []
  const pairs = list?.split(',').map((pair) => pair.trim().split('=')) ?? []
  if (list === undefined || pairs.some((pair) => pair.length !== 2)) {
    note('auth-syntax', header)
    return undefined
  }
  const value = (wanted: string): string | undefined => pairs.find(([name]) => name === wanted)?.[1]
  const key = value('sentry_key')
  if (key === undefined) return undefined
  return { from: 'header', key, version: value('sentry_version'), client: value('sentry_client') }
}

function queryClaim(query: URLSearchParams): Claim | undefined {
  const key = query.get('sentry_key')
  if (key === null) return undefined
  const version = query.get('sentry_version') ?? undefined
  return { from: 'query', key, version, client: query.get('sentry_client') ?? undefined }
}

function dsnClaim(dsn: unknown, project: Project, note: Note): Claim | undefined {
  if (dsn === undefined) return undefined
  const url = typeof dsn === 'string' && URL.canParse(dsn) ? new URL(dsn) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username === '') {
    note('auth-syntax', `dsn is ${show(dsn)}`)
    return undefined
  }
  if (url.pathname.split('/').at(-1) !== project.projectId) {
    note('auth-project', `dsn is ${show(dsn)}`)
    return undefined
  }
  return { from: 'dsn', key: decodeURIComponent(url.username) }
}
