import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { drip, pour, startServer, type Answer } from '../support/hostile/server.ts'
import { watch } from '../support/hostile/watch.ts'
import { startRelay } from '../support/relay.ts'

const key = 'b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a'
const program = (port: number, worker: boolean, requestTimeoutMs: number = 30_000): string => `
  const client = init({
    dsn: 'http://${key}@127.0.0.1:${port}/1',
    worker: ${worker},
    requestTimeoutMs: ${requestTimeoutMs},
    shutdownTimeoutMs: 9000,
    debug: true,
  })
  logger.info('hi')
  show('flushed', await flush())
  show('delivered', client.stats.delivered)`

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

describe.each([true, false])('with worker: %s', (worker) => {
  it.concurrent.each(Object.entries(none))(
    'where the answer %s, the log goes out again',
    async (_what, answer) => {
      await using relay = await startRelay()
      await using server = await startServer(answer, relay.port)

      const { shown } = await watch(program(server.port, worker), { secrets: [key] })

      expect(shown).toEqual(['flushed true', 'delivered 1'])
      expect(relay.logs.map(({ body }) => body)).toContain('hi')
    },
  )

  it.concurrent.each(Object.entries(late))(
    'where the answer %s, the log goes out again when the time for one is over',
    async (_what, answer) => {
      await using relay = await startRelay()
      await using server = await startServer(answer, relay.port)

      const { shown } = await watch(program(server.port, worker, 2000), { secrets: [key] })

      expect(shown).toEqual(['flushed true', 'delivered 1'])
      expect(relay.logs.map(({ body }) => body)).toContain('hi')
    },
  )

  it.concurrent.each(Object.entries(enough))(
    'where the answer %s, the log is delivered once',
    async (_what, answer) => {
      await using server = await startServer(answer)

      const { shown } = await watch(program(server.port, worker), { secrets: [key] })

      expect(shown).toEqual(['flushed true', 'delivered 1'])
      expect(server.requests).toHaveLength(1)
    },
  )
})
