import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A connection to a port of loopback that can go dead without either side being told. */
export interface Cable extends AsyncDisposable {
  readonly port: number
  /** From now on nothing gets through, not even the end of a connection; new connections are made all the same. */
  cut(): void
  /** New connections get through again; those of before stay dead. */
  mend(): void
}

export async function layCable(to: number): Promise<Cable> {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket)
    if (isCut) return
    const onward = connect(to, '127.0.0.1')
    sockets.add(onward)
    for (const [from, into] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      from.on('error', () => into.destroy())
      from.pipe(into)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut: () => {
      isCut = true
      for (const socket of sockets) socket.unpipe().pause().removeAllListeners()
    },
    mend: () => {
      isCut = false
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
