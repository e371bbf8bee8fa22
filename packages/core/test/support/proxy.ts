import { once } from 'node:events'
import { createServer, request as sendRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'

/** A forward proxy on loopback, for absolute URLs and for tunnels. */
export interface Proxy extends AsyncDisposable {
  readonly url: string
  /** What went through it: method and target. */
  readonly requests: string[]
}

/** With `credentials` (`user:password`) whoever does not give them is answered 407. */
export async function startProxy(credentials?: string): Promise<Proxy> {
  const requests: string[] = []
  const isRefused = (request: IncomingMessage): boolean =>
    credentials !== undefined &&
    request.headers['proxy-authorization'] !==
      `Basic ${Buffer.from(credentials).toString('base64')}`

  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    if (isRefused(request)) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end('who are you?')
      return
    }
    const { method, url = '', headers } = request
    const onward = sendRequest(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  server.on('connect', (request: IncomingMessage, socket) => {
    requests.push(`${request.method} ${request.url}`)
    if (isRefused(request)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n')
      return
    }
    const { hostname, port } = new URL(`http://${request.url}`)
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
      await Promise.resolve()
    },
  }
}
