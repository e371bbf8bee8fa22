import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { startProxy } from '../../packages/core/test/support/proxy.ts'
import { startServer, type Answer } from '../support/hostile/server.ts'
import { watch } from '../support/hostile/watch.ts'
import { startRelay } from '../support/relay.ts'

const secrets = ['b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a', 's3cr3tpart', 'proxypassword']
const [key, secret, password] = secrets

const program = (dsn: string, worker: boolean, proxy?: string): string => `
  const client = init({
    dsn: ${JSON.stringify(dsn)},
    proxy: ${JSON.stringify(proxy)},
    worker: ${worker},
    shutdownTimeoutMs: 9000,
    debug: true,
    onDrop: ({ reason, error }) => show(reason, error),
  })
  logger.info('hi')
  show('flushed', await flush())
  show('delivered', client.stats.delivered)`

const accept: Answer = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
const hasIpv6 = networkInterfaces()['lo']?.some(({ family }) => family === 'IPv6') === true

describe.each([true, false])('with worker: %s', (worker) => {
  it.concurrent('a DSN with a secret and a path is used as it is, and not shown', async () => {
    await using server = await startServer(accept)
    const dsn = `http://${key}:${secret}@127.0.0.1:${server.port}/a/path/42`

    const { shown } = await watch(program(dsn, worker), { secrets })

    expect(shown).toEqual(['flushed true', 'delivered 1'])
    expect(server.requests[0]).toMatch(/^POST \/a\/path\/api\/42\/envelope\/ HTTP\/1.1\r\n/)
    expect(server.requests[0]).toContain(`sentry_key=${key}, `)
    expect(server.requests[0]).toContain(`sentry_secret=${secret}`)
  })

  it.runIf(hasIpv6).concurrent('a DSN may have an IPv6 address', async () => {
    await using server = await startServer(accept, undefined, '::1')

    const dsn = `http://${key}@[::1]:${server.port}/1`
    const { shown } = await watch(program(dsn, worker), { secrets })

    expect(shown).toEqual(['flushed true', 'delivered 1'])
    expect(server.requests[0]).toContain(`host: [::1]:${server.port}\r\n`)
  })

  it.concurrent.each(['option', 'environment'])(
    'a proxy of the %s is given the credentials of its URL, which are not shown',
    async (where) => {
      await using relay = await startRelay()
      await using proxy = await startProxy(`user:${password}`)
      const url = proxy.url.replace('://', `://user:${password}@`)

      const env: Record<string, string> = where === 'option' ? {} : { HTTP_PROXY: url }
      const code = program(relay.dsn, worker, where === 'option' ? url : undefined)
      const { shown } = await watch(code, { secrets, env })

      expect(shown).toEqual(['flushed true', 'delivered 1'])
      expect(proxy.requests).toHaveLength(1)
    },
  )

  it.concurrent.each([
    ['other credentials are wanted', (port: number) => `http://user:${password}@127.0.0.1:${port}`],
    ['its URL cannot be read', () => `http://user:${password}@127.0.0.1:99999`],
  ])('where %s, the log is lost in the end and no secret shown', async (_what, urlFor) => {
    await using relay = await startRelay()
    await using proxy = await startProxy('user:somethingelse')
    const env = { HTTP_PROXY: urlFor(Number(new URL(proxy.url).port)) }

    const code = `${program(relay.dsn, worker)}
      show('closed', await close(100))`
    const { shown } = await watch(code.replace('await flush()', 'await flush(2000)'), {
      secrets,
      env,
    })

    expect(shown).toContain('closed false')
    expect(shown.filter((line) => line.startsWith('warned'))).toEqual([])
    expect(relay.logs).toEqual([])
  })
})

it('a DSN that is none is one warning without its key', async () => {
  const dsn = `http://${key}:${secret}@127.0.0.1:99999/1`

  const { shown } = await watch(program(dsn, true), { secrets })

  expect(shown).toEqual(['flushed true', 'delivered 0', 'warned LOGS_TO_SENTRY_DSN'])
})
