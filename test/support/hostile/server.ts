import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A server on loopback that speaks no HTTP but what its own code says. */
export interface RawServer extends AsyncDisposable {
  readonly port: number
  /** What each connection has begun with. */
  readonly requests: string[]
}

/** Answers the first request of a connection. */
export type Answer = (socket: Socket, request: string) => void

/** Answers the first connection as told; later ones are answered by `next`, a port of this machine, where it is given. */
export async function startServer(
  answer: Answer,
  next?: number,
  host: string = '127.0.0.1',
): Promise<RawServer> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    if (sockets.size > 1 && next !== undefined) {
      const onward = connect(next, '127.0.0.1')
      sockets.add(onward)
      onward.on('error', () => socket.destroy())
      socket.pipe(onward).pipe(socket)
      return
    }
    socket.once('data', (data) => {
      requests.push(data.toString('latin1'))
      answer(socket, data.toString('latin1'))
    })
  }).listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

/** Writes without an end, as fast as it is read. */
export function pour(socket: Socket, chunk: string | Buffer): void {
  const write = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  }
  socket.on('drain', write)
  write()
}

/** Writes now and then without an end. */
export function drip(socket: Socket, chunk: string): void {
  const timer = setInterval(() => socket.write(chunk), 50)
  socket.once('close', () => clearInterval(timer))
}
