import { gzipSync } from 'node:zlib'
import type { Options } from '@logs-to-sentry/core'
import { describe, expect, it } from 'vitest'
import { drip, pour, startServer, type Answer } from '../support/hostile/server.ts'
import { watch } from '../support/hostile/watch.ts'
import { startRelay } from '../support/relay.ts'

const key = 'b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a'

/** Sends one log to each server, named as that server's answer, and shows how many were delivered to it. */
const program = (ports: Readonly<Record<string, number>>, options: Options): string => `
  const clients = Object.entries(${JSON.stringify(ports)}).map(([name, port]) => {
    const dsn = 'http://${key}@127.0.0.1:' + port + '/1'
    const client = createClient({ dsn, shutdownTimeoutMs: 9000, debug: true, ...${JSON.stringify(options)} })
    client.capture({ level: 'info', body: name })
    return { name, client }
  })
  await flush()
  for (const { name, client } of clients) show(name, client.stats.delivered)`

const accepted = 'HTTP/1.1 200 OK\r\n'
const none: Readonly<Record<string, Answer>> = {
  'is no HTTP': (socket) => socket.end('\u0000\u0001 what is this?\r\n\r\n'),
  'is the request itself': (socket, request) => socket.end(request, 'latin1'),
  'has a header without an end': (socket) => pour(socket, `${accepted}X-Mine: ${'a'.repeat(9000)}`),
  'has headers without an end': (socket) => {
    socket.write(accepted)
    pour(socket, `X-Mine: ${'a'.repeat(9000)}\r\n`)
  },
  'is put off without an end': (socket) =>
    pour(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)),
  'is 100, which nobody asked for': (socket) => socket.end('HTTP/1.1 100 Continue\r\n\r\n'),
  'is another protocol': (socket) =>
    socket.end('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'),
  'has no known status': (socket) => socket.end('HTTP/1.1 000 What\r\nContent-Length: 0\r\n\r\n'),
  'has two lengths': (socket) =>
    socket.end(`${accepted}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`),
  'is an end': (socket) => socket.end(),
}
const late: Readonly<Record<string, Answer>> = {
  'has headers that take all time': (socket) => {
    socket.write(accepted)
    drip(socket, 'X-Mine: a\r\n')
  },
  'is put off again and again': (socket) => drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'),
}
const enough: Readonly<Record<string, Answer>> = {
  'has a body without an end': (socket) => pour(socket, `${accepted}\r\n${'a'.repeat(9000)}`),
  'has a body that takes all time': (socket) => {
    socket.write(`${accepted}Content-Length: 9000\r\n\r\n`)
    drip(socket, 'a')
  },
  'has a body that is a gzip bomb': (socket) => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    socket.write(`${accepted}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`)
    socket.write(bomb)
  },
  'has less body than it says': (socket) => socket.end(`${accepted}Content-Length: 9\r\n\r\nab`),
  'has a body in pieces that are none': (socket) =>
    socket.end(`${accepted}Transfer-Encoding: chunked\r\n\r\nzz\r\nab`),
  'comes twice': (socket) => socket.end(`${accepted}Content-Length: 0\r\n\r\n`.repeat(2)),
  'has headers that mean something to JavaScript': (socket) =>
    socket.end(
      `${accepted}__proto__: a\r\n__proto__: b\r\nconstructor: a\r\nconstructor: b\r\nContent-Length: 0\r\n\r\n`,
    ),
  'has limits that cannot be read': (socket) =>
    socket.end(
      `${accepted}X-Sentry-Rate-Limits: 1e308:log_item,,:,-1:all:\r\nRetry-After: never\r\nContent-Length: 0\r\n\r\n`,
    ),
}

/** What was shown of servers with these answers; what later connections bring goes to `next`. */
async function shownOf(
  answers: Readonly<Record<string, Answer>>,
  options: Options,
  next?: number,
): Promise<{ readonly shown: readonly string[]; readonly requests: number }> {
  const servers = await Promise.all(
    Object.entries(answers).map(async ([name, answer]) => ({
      name,
      server: await startServer(answer, next),
    })),
  )
  try {
    const ports = Object.fromEntries(servers.map(({ name, server }) => [name, server.port]))
    const { shown } = await watch(program(ports, options), { secrets: [key] })
    return { shown, requests: servers.flatMap(({ server }) => server.requests).length }
  } finally {
    for (const { server } of servers) await server[Symbol.asyncDispose]()
  }
}

const deliveredTo = (answers: Readonly<Record<string, Answer>>): readonly string[] =>
  Object.keys(answers).map((name) => `${name} 1`)

const some = (answers: Readonly<Record<string, Answer>>): Readonly<Record<string, Answer>> =>
  Object.fromEntries(Object.entries(answers).slice(0, 2))

describe.each([
  ['in the thread of the application', { worker: false }, none, late, enough],
  ['in workers', {}, some(none), some(late), some(enough)],
])('%s', (_where, options, none, late, enough) => {
  it.concurrent('a log whose answer is none goes out again', async () => {
    await using relay = await startRelay()

    const { shown } = await shownOf(none, options, relay.port)

    expect(shown).toEqual(deliveredTo(none))
    expect(relay.logs.map(({ body }) => body)).toEqual(expect.arrayContaining(Object.keys(none)))
  })

  it.concurrent('a log whose answer takes too long goes out again', async () => {
    await using relay = await startRelay()

    const { shown } = await shownOf(late, { ...options, requestTimeoutMs: 2000 }, relay.port)

    expect(shown).toEqual(deliveredTo(late))
  })

  it.concurrent('a log whose answer says enough is delivered, whatever comes after', async () => {
    const { shown, requests } = await shownOf(enough, options)

    expect(shown).toEqual(deliveredTo(enough))
    expect(requests).toBe(Object.keys(enough).length)
  })
})
