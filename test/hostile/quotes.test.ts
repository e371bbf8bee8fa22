import { describe, expect, it } from 'vitest'
import { startServer, type Answer } from '../support/hostile/server.ts'
import { watch } from '../support/hostile/watch.ts'
import { startRelay } from '../support/relay.ts'

const secrets = ['b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a', 's3cr3tpart', 'gatewaypassword']
const [key, secret, password] = secrets

const program = (port: number, worker: boolean): string => `
  init({
    dsn: 'http://${key}:${secret}@127.0.0.1:${port}/1',
    headers: { 'X-Gateway': 'Bearer ${password}' },
    worker: ${worker},
    shutdownTimeoutMs: 5000,
    debug: true,
    onDrop: ({ reason, error }) => show(reason, error),
  })
  logger.info('hi')
  show('closed', await close())`

/** Answers with the headers that it was sent as the reason. */
const quote =
  (status: number): Answer =>
  (socket, request) => {
    const quoted = request.split('\r\n\r\n')[0]?.replaceAll('\r\n', ' ')
    socket.end(
      `HTTP/1.1 ${status} No\r\nX-Sentry-Error: ${quoted}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      'latin1',
    )
  }

const echo: Answer = (socket, request) => socket.end(request, 'latin1')

describe.each([true, false])('with worker: %s', (worker) => {
  it.concurrent('a server that quotes the request in its refusal spreads no secret', async () => {
    await using server = await startServer(quote(400))

    const { stdout, stderr } = await watch(program(server.port, worker), { secrets })

    const message = 'the endpoint answered 400: POST /api/1/envelope/'
    expect(stdout).toContain(`send_error Error: ${message}`)
    expect(stderr).toContain(message)
  })

  it.concurrent.each([
    ['in its answer 503', quote(503), 'the endpoint answered 503: POST /api/1/envelope/'],
    ['in place of an answer', echo, 'Response does not match the HTTP/1.1 protocol'],
  ])('a server that quotes the request %s spreads no secret', async (_where, answer, message) => {
    await using relay = await startRelay()
    await using server = await startServer(answer, relay.port)

    const { stdout, stderr } = await watch(program(server.port, worker), { secrets })

    expect(stdout).toBe('closed true')
    expect(stderr).toContain(message)
  })

  it.concurrent('an answer 403 is one warning, whoever is quoted in it', async () => {
    await using server = await startServer(quote(403))

    const { shown, stderr } = await watch(program(server.port, worker), { secrets })

    expect(shown.filter((line) => line.startsWith('warned'))).toEqual([
      'warned LOGS_TO_SENTRY_REFUSED',
    ])
    expect(stderr).toContain('answered 403')
  })

  it.concurrent('no redirect is followed, so the key goes nowhere else', async () => {
    await using elsewhere = await startRelay()
    await using relay = await startRelay()
    const headers = { location: `${elsewhere.url}/api/1/envelope/` }
    const statuses = [301, 302, 303, 307, 308]
    relay.behave(statuses.map((status) => ({ status, headers, once: true })))

    const code = `
      const options = { dsn: ${JSON.stringify(relay.dsn)}, worker: ${worker}, maxBatchLogs: 1, shutdownTimeoutMs: 9000 }
      const client = init({ ...options, sendClientReports: false, debug: true })
      for (const _status of ${JSON.stringify(statuses)}) logger.info('hi')
      show('closed', await close())
      show('lost', client.stats.dropped.send_error)`
    const { shown } = await watch(code, { secrets })

    expect(shown).toEqual(['closed true', 'lost 5'])
    expect(elsewhere.connections).toBe(0)
  })
})

it.concurrent('the error that onDrop is given holds nothing of a request that was sent back', async () => {
  await using server = await startServer(echo)

  const { stdout } = await watch(program(server.port, false), { secrets })

  expect(stdout).toMatch(/^network_error Error: Response does not match/m)
})
