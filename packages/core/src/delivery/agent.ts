import type { Socket } from 'node:net'
import type { Dispatcher, Pool, buildConnector } from 'undici'

type Connector = buildConnector.connector
type PoolOptions = Pool.Options

export type { Dispatcher } from 'undici'

/** How to reach the endpoint. */
export interface Route {
  /** URL of a forward proxy. Default: `HTTP(S)_PROXY` and `NO_PROXY` of the environment. */
  readonly proxy?: string
  /** PEM text of certificate authorities to trust instead of Node's own. */
  readonly ca?: string
  readonly connectTimeoutMs: number
}

/** Enough for 16 requests and a client report, while as many answers are still read to their end. */
const maxSockets = 33

/** Longer than the usual flush interval, so that a steady trickle of logs keeps its connection. */
const keepAliveMs = 15_000

/** Holds the sockets. */
export interface Agent {
  dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void
  /** Frees the sockets, those that are still connecting too. */
  close(): void
}

/**
 * Loads undici and makes an agent; to be called when there is something to send.
 *
 * @throws TypeError when the proxy is no URL.
 */
export async function loadAgent(route: Route): Promise<Agent> {
  const connecting = new Set<Socket>()
  const dispatcher = await loadDispatcher(route, connecting)
  return {
    dispatch: (request, handler) => void dispatcher.dispatch(request, handler),
    close: () => {
      for (const socket of connecting) socket.destroy()
      dispatcher.destroy().catch(() => {})
    },
  }
}

async function loadDispatcher(route: Route, connecting: Set<Socket>): Promise<Dispatcher> {
  const [{ default: Pool }, { default: buildConnector }] = await Promise.all([
    import('undici/lib/dispatcher/pool.js'),
    import('undici/lib/core/connect.js'),
  ])
  const tls = { timeout: route.connectTimeoutMs, ...(route.ca !== undefined && { ca: route.ca }) }
  const factory = (origin: string | URL, options: object): Dispatcher => {
    const { connect, ...rest }: PoolOptions = options
    return new Pool(new URL(origin).origin, {
      connections: maxSockets,
      keepAliveTimeout: keepAliveMs,
      ...rest,
      connect: unreferenced(
        typeof connect === 'function' ? connect : buildConnector(tls),
        connecting,
      ),
    })
  }
  const httpProxy = proxyOfEnvironment('http_proxy')
  const httpsProxy = proxyOfEnvironment('https_proxy')
  if (route.proxy === undefined && httpProxy === '' && httpsProxy === '') {
    const { default: PlainAgent } = await import('undici/lib/dispatcher/agent.js')
    return new PlainAgent({ factory })
  }

  const { default: connect } = await import('undici/lib/api/api-connect.js')
  const proxied = {
    factory,
    // `connect`, which digs a tunnel, is a method that undici's entry adds to its classes.
    clientFactory: (origin: URL, options: object) =>
      Object.assign(factory(origin, options), { connect }),
    proxyTls: tls,
    requestTls: tls,
    proxyTunnel: false,
  }
  if (route.proxy !== undefined) {
    const { default: ProxyAgent } = await import('undici/lib/dispatcher/proxy-agent.js')
    return new ProxyAgent({ ...proxied, uri: route.proxy })
  }
  const { default: EnvironmentAgent } =
    await import('undici/lib/dispatcher/env-http-proxy-agent.js')
  return new EnvironmentAgent({ ...proxied, httpProxy, httpsProxy })
}

/** Empty when there is none. `proxy:3128` means what it means to curl, `http://proxy:3128`. */
function proxyOfEnvironment(name: 'http_proxy' | 'https_proxy'): string {
  const text = process.env[name] ?? process.env[name.toUpperCase()] ?? ''
  return text === '' || text.includes('://') ? text : `http://${text}`
}

/** undici keeps the process alive while a request is under way; a log must not. */
function unreferenced(connect: Connector, connecting: Set<Socket>): Connector {
  return (options, callback) => {
    const socket: unknown = connect(options, (...result) => {
      if (isSocket(socket)) connecting.delete(socket)
      if (isSocket(result[1])) unreference(result[1])
      callback(...result)
    })
    // There is none yet while a tunnel is being dug.
    if (!isSocket(socket)) return
    connecting.add(socket)
    unreference(socket)
  }
}

function unreference(socket: Socket): void {
  socket.unref()
  socket.ref = () => socket
}

function isSocket(value: unknown): value is Socket {
  return typeof value === 'object' && value !== null && 'unref' in value && 'ref' in value
}
