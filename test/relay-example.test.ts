import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseDsn } from '../packages/core/src/options/dsn.ts'

interface RelayConfig {
  readonly relay: { readonly mode: string; readonly upstream: string; readonly port: number }
  readonly spool: {
    readonly envelopes: {
      readonly path: string
      readonly max_disk_size: string
      readonly max_backpressure_memory_percent: number
    }
  }
  readonly health: { readonly max_memory_percent: number }
}

interface Service {
  readonly image: string
  readonly command?: string
  readonly ports?: readonly string[]
  readonly volumes: readonly string[]
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

const folder = join(import.meta.dirname, '..', 'examples', 'relay')
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const config = parse(read('config.yml')) as RelayConfig
const compose = parse(read('docker-compose.yml')) as Compose
const readme = read('README.md')

/** Options of https://docs.sentry.io/product/relay/options/ that the example may use. */
const documented = new Set([
  'relay.mode',
  'relay.upstream',
  'relay.host',
  'relay.port',
  'logging.level',
  'logging.format',
  'http.max_retry_interval',
  'limits.max_concurrent_requests',
  'spool.envelopes.path',
  'spool.envelopes.max_disk_size',
  'spool.envelopes.max_backpressure_memory_percent',
  'health.max_memory_percent',
])

function pathsOf(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [path.join('.')]
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
}

it('config.yml holds documented options of Relay only', () => {
  expect(pathsOf(config).filter((path) => !documented.has(path))).toEqual([])
})

it('Relay forwards to Sentry without credentials of its own', () => {
  expect(config.relay.mode).toBe('proxy')
  expect(new URL(config.relay.upstream)).toMatchObject({ protocol: 'https:', pathname: '/' })
})

it('Relay stops taking from its spool before it stops taking logs', () => {
  const { max_backpressure_memory_percent: full } = config.spool.envelopes

  expect(full).toBeGreaterThan(0)
  expect(full).toBeLessThan(config.health.max_memory_percent)
  expect(config.health.max_memory_percent).toBeLessThan(1)
})

it('the container reads config.yml, keeps the spool in a volume, and is reached from this host only', () => {
  const { relay } = compose.services
  const mounts = new Map(relay?.volumes.map((mount) => mount.split(':') as [string, string]))
  const spool = [...mounts].find(([, target]) => config.spool.envelopes.path.startsWith(target))

  expect(relay).toMatchObject({ image: expect.stringMatching(/relay:\d/), command: 'run' })
  expect(mounts.get('./config.yml')).toBe('/work/.relay/config.yml')
  expect(Object.keys(compose.volumes)).toEqual([spool?.[0]])
  expect(relay?.ports).toEqual([`127.0.0.1:${config.relay.port}:${config.relay.port}`])
})

it('the DSN and the tunnel of README.md both lead to the same project of that Relay', () => {
  const [, dsn = ''] = /^ *SENTRY_DSN=(\S+)$/m.exec(readme) ?? []
  const [, tunnel] = /tunnel: '(.+?)'/.exec(readme) ?? []

  expect(parseDsn(dsn)?.envelopeUrl).toBe(tunnel)
  expect(tunnel).toBe(`http://127.0.0.1:${config.relay.port}/api/456/envelope/`)
})
