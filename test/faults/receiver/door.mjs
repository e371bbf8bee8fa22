import { once } from 'node:events'
import { createServer } from 'node:net'

// Below those that the system gives out by itself, so that nobody takes a port that is closed for a while.
const [firstPort, lastPort] = [15_000, 31_999]

/** The way in: a port of loopback that can be closed and opened again, and can accept without reading. */
export class Door {
  #server
  #sockets = new Set()
  #isDeaf = false
  port = 0

  /** @param {import('node:http').Server} http answers what comes in */
  constructor(http) {
    this.#server = createServer({ pauseOnConnect: true }, (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
      socket.on('error', () => {})
      if (this.#isDeaf) return
      http.emit('connection', socket)
      socket.resume()
    })
  }

  /** Opens the port it had, or a free one the first time. */
  async open() {
    while (!this.#server.listening) {
      const port = this.port || firstPort + Math.floor(Math.random() * (lastPort - firstPort))
      try {
        this.#server.listen(port, '127.0.0.1')
        await once(this.#server, 'listening')
        this.port = port
      } catch (error) {
        if (this.port !== 0 || error.code !== 'EADDRINUSE') throw error
      }
    }
    this.#isDeaf = false
  }

  /** Refuses connections from now on, and cuts those there are. */
  async close() {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.cut()
    await closed
  }

  /** Cuts all connections. */
  cut() {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Reads nothing of the connections to come, not even their end; they stay dead when it hears again. */
  beDeaf() {
    this.#isDeaf = true
  }
}
