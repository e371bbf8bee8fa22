import { AsyncResource } from 'node:async_hooks'
import { nextTurn } from './alarm.ts'
import { loadAgent, type Agent, type Dispatcher, type Route } from './agent.ts'
import { Exchange } from './exchange.ts'
import { asError, type Outcome } from './outcome.ts'
import { withoutSecrets } from './secrets.ts'
import { untraced } from './untraced.ts'
import { bare } from '../values/bare.ts'

/** The network, as far as delivery sees it. */
export interface Poster {
  /** Never rejects. */
  post(body: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Outcome>
  /** Gives up what is under way, as failed, and frees the sockets. */
  close(): void
}

/** A connection that is not there by then will not come. */
const maxConnectMs = 10_000

/** Where to post, and how long to wait. */
export interface PosterSettings extends Omit<Route, 'connectTimeoutMs'> {
  readonly url: string
  /** Longest wait for the headers of an answer, connecting included. */
  readonly requestTimeoutMs: number
}

/** Posts over HTTP with kept-alive connections; loads what it needs for it at the first post. */
export class HttpPoster implements Poster {
  readonly #settings: PosterSettings
  readonly #exchanges = new Set<Exchange>()
  /** A request and its socket belong to no request that the application happens to be serving. */
  readonly #outside = new AsyncResource('logs-to-sentry')
  #agent: Promise<Agent> | undefined
  #closed = false

  constructor(settings: PosterSettings) {
    this.#settings = settings
  }

  async post(body: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Outcome> {
    return withoutSecrets(await this.#post(body, headers), headers)
  }

  async #post(body: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Outcome> {
    if (this.#closed) return failed(new Error('the connection is closed'))
    try {
      const agent = await this.#load()
      const exchange = new Exchange(this.#settings.requestTimeoutMs, (ended) =>
        this.#exchanges.delete(ended),
      )
      this.#exchanges.add(exchange)
      if (this.#closed) exchange.abort(new Error('the connection is closed'))
      else this.#dispatch(agent, exchange, body, headers)
      const outcome = await exchange.outcome
      // undici frees the socket two turns after a short answer; who posts again should find it free.
      await nextTurn()
      await nextTurn()
      return outcome
    } catch (error) {
      return failed(error)
    }
  }

  close(): void {
    this.#closed = true
    for (const exchange of this.#exchanges) {
      exchange.abort(new Error('the connection was closed'))
    }
    this.#agent?.then((agent) => agent.close()).catch(() => {})
  }

  #load(): Promise<Agent> {
    const connectTimeoutMs = Math.min(maxConnectMs, this.#settings.requestTimeoutMs)
    const agent = (this.#agent ??= loadAgent(bare({ ...this.#settings, connectTimeoutMs })))
    agent.catch(() => {
      this.#agent = undefined
    })
    return agent
  }

  #dispatch(
    agent: Agent,
    exchange: Exchange,
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
  ): void {
    const { origin, pathname, search } = new URL(this.#settings.url)
    const request: Dispatcher.DispatchOptions = {
      origin,
      path: pathname + search,
      method: 'POST',
      headers: { ...headers },
      body,
      headersTimeout: 0,
      bodyTimeout: 0,
    }
    this.#outside.runInAsyncScope(() => untraced(headers, () => agent.dispatch(request, exchange)))
  }
}

function failed(error: unknown): Outcome {
  return { type: 'failed', error: asError(error) }
}
