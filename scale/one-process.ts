import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createClient, type Client, type LogInput } from '../packages/core/src/index.ts'

/** What one process was measured to do on this machine. */
export interface OneProcess {
  /** Headers included. */
  readonly wireBytesPerLine: number
  readonly requests: number
  readonly trickleSockets: number
  readonly burstSockets: number
  /** Lines that wait when the queue of 32 MiB is full for a line of info. */
  readonly heldLines: number
  /** Growth of the process by them. */
  readonly heldBytes: number
}

const burst = 100_000

/** Runs the real client against a server of loopback. */
export async function measureOneProcess(): Promise<OneProcess> {
  const trickle = await withServer(answerAtOnce, async (client) => {
    for (let round = 0; round < 5; round += 1) {
      capture(client, 100)
      await client.flush(9000)
    }
  })
  const sent = await withServer(answerAtOnce, async (client) => {
    for (let lines = 0; lines < burst; lines += 100) {
      capture(client, 100)
      await nextTurn()
    }
    if (!(await client.flush(9000))) throw new Error('the burst was not delivered in time')
  })
  let held = { lines: 0, bytes: 0 }
  await withServer(
    () => {},
    async (client) => {
      const base = residentBytes()
      while (client.stats.dropped.queue_overflow === undefined) {
        capture(client, 1000)
        await nextTurn()
      }
      held = { lines: client.stats.queued, bytes: residentBytes() - base }
    },
  )
  return {
    wireBytesPerLine: sent.bytes / burst,
    requests: sent.requests,
    trickleSockets: trickle.sockets,
    burstSockets: sent.sockets,
    heldLines: held.lines,
    heldBytes: held.bytes,
  }
}

let captured = 0

function capture(client: Client, lines: number): void {
  for (let count = 0; count < lines; count += 1) client.capture(line((captured += 1)))
}

/** A request of a web server: eight attributes, one of them nested and one a list; each hundredth line has an error. */
function line(number: number): LogInput {
  const isError = number % 100 === 99
  return {
    level: isError ? 'error' : 'info',
    body: `GET /orders/${(number * 7919) % 100_000} answered`,
    time: Date.now(),
    origin: 'auto.log.pino',
    attributes: {
      'logger.name': 'shop',
      requestId: createHash('md5').update(String(number)).digest('hex'),
      method: 'GET',
      path: `/orders/${(number * 7919) % 100_000}`,
      status: isError ? 500 : 200,
      durationMs: ((number * 104_729) % 100_000) / 1000,
      cached: number % 3 === 0,
      user: { id: `u_${(number * 31) % 10_000}`, plan: 'pro' },
      tags: ['web', 'eu-west-1'],
      ...(isError && { err: new Error(`order ${number} is locked`) }),
    },
  }
}

interface Counted {
  sockets: number
  requests: number
  bytes: number
}

async function withServer(
  answer: (response: ServerResponse) => void,
  use: (client: Client) => Promise<void>,
): Promise<Counted> {
  const counted = { sockets: 0, requests: 0, bytes: 0 }
  const sockets = new Set<Socket>()
  const server = createServer((request: IncomingMessage, response) => {
    counted.requests += 1
    request.resume().on('end', () => answer(response))
  })
  server.on('connection', (socket) => {
    counted.sockets += 1
    sockets.add(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = createClient({ dsn: `http://key@127.0.0.1:${portOf(server)}/1` })
  await use(client)
  await client.close(0)
  for (const socket of sockets) counted.bytes += socket.bytesRead
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  return counted
}

const answerAtOnce = (response: ServerResponse): void => void response.end('{}')

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Without what could be collected. */
function residentBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  return process.memoryUsage().rss
}
