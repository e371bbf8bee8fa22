import type { Socket } from 'node:net'
import type { Dispatcher, Pool, buildConnector } from 'undici'

export type { Dispatcher } from 'undici'

/** How to reach the endpoint. */
export interface Route {
  /** URL of a forward proxy. Default: `HTTP(S)_PROXY` and `NO_PROXY` of the environment. */
  readonly proxy?: string
  /** PEM text of certificate authorities to trust instead of Node's own. */
  readonly ca?: string
}

/** One socket for each request that may be under way, and one for a client report. */
const maxSockets = 17

/** Longer than the usual flush interval, so that a steady trickle of logs keeps its connection. */
const keepAliveMs = 15_000

/**
 * Loads undici and makes the agent that holds the sockets; to be called when there is something to send.
 *
 * @throws TypeError when the proxy is no URL.
 */
export async function loadAgent(route: Route): Promise<Dispatcher> {
  const [{ default: PoolClass }, { default: build }] = await Promise.all([
    import('undici/lib/dispatcher/pool.js'),
    import('undici/lib/core/connect.js'),
  ])
  const tls = route.ca === undefined ? {} : { ca: route.ca }
  const factory = (origin: string | URL, options: object): Dispatcher => {
    const { connect = build(tls), ...rest }: Pool.Options = options
    return new PoolClass(new URL(origin).origin, {
      connections: maxSockets,
      keepAliveTimeout: keepAliveMs,
      ...rest,
      connect: typeof connect === 'function' ? unreferenced(connect) : connect,
    })
  }
  const sockets = { factory, connect: build(tls) }
  const proxied = {
    ...sockets,
    clientFactory: factory,
    proxyTls: tls,
    requestTls: tls,
    proxyTunnel: false,
  }

  if (route.proxy !== undefined) {
    const { default: ProxyAgent } = await import('undici/lib/dispatcher/proxy-agent.js')
    return new ProxyAgent({ ...proxied, uri: route.proxy })
  }
  const httpProxy = proxyOfEnvironment('http_proxy')
  const httpsProxy = proxyOfEnvironment('https_proxy')
  if (httpProxy === '' && httpsProxy === '') {
    const { default: Agent } = await import('undici/lib/dispatcher/agent.js')
    return new Agent(sockets)
  }
  const { default: EnvAgent } = await import('undici/lib/dispatcher/env-http-proxy-agent.js')
  return new EnvAgent({ ...proxied, httpProxy, httpsProxy })
}

/** Empty when there is none. `proxy:3128` means what it means to curl, `http://proxy:3128`. */
function proxyOfEnvironment(name: 'http_proxy' | 'https_proxy'): string {
  const text = process.env[name] ?? process.env[name.toUpperCase()] ?? ''
  return text === '' || text.includes('://') ? text : `http://${text}`
}

/** undici keeps the process alive while a request is under way; a log must not. */
function unreferenced(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    const socket: unknown = connect(options, (...result) => {
      if (result[1] !== null) unreference(result[1])
      callback(...result)
    })
    if (isSocket(socket)) unreference(socket)
  }
}

function unreference(socket: Socket): void {
  socket.unref()
  socket.ref = () => socket
}

function isSocket(value: unknown): value is Socket {
  return typeof value === 'object' && value !== null && 'unref' in value && 'ref' in value
}
