import type { IncomingMessage, ServerResponse } from 'node:http'

import type { ReceivedEnvelope } from '../relay.ts'
import { startInterval, startTimer, stopInterval, stopTimer } from './clock.ts'

/** How the relay answers instead of as Relay would. What is left out stays as it is. */
export interface Behaviour {
  /** The answer's status. Logs are kept only when it is one of the 200s. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** The answer's body. */
  readonly body?: string
  /** Waits this long before the answer; what was received is kept at once. */
  readonly delayMs?: number
  /** Cuts the connection: `true` before anything is kept, `'after'` once it is kept, so that only the answer is lost. */
  readonly reset?: boolean | 'after'
  /** Keeps nothing and never answers. */
  readonly hang?: boolean
  /** Answers status and headers at once, then a byte of the body every 100 ms without end. */
  readonly slowBody?: boolean
  /** Only for envelopes like this one. */
  readonly when?: (envelope: ReceivedEnvelope) => boolean
  /** Only for the next envelope. */
  readonly once?: boolean
  /** Only for so many envelopes. */
  readonly times?: number
}

/** Behaviours in force; the first that applies is used. */
export class Behaviours {
  #list: { readonly behaviour: Behaviour; left: number }[] = []

  set(behaviours: readonly Behaviour[]): void {
    this.#list = behaviours.map((behaviour) => ({
      behaviour,
      left: behaviour.once === true ? 1 : (behaviour.times ?? Infinity),
    }))
  }

  next(envelope: ReceivedEnvelope): Behaviour {
    const entry = this.#list.find(
      ({ behaviour, left }) => left > 0 && behaviour.when?.(envelope) !== false,
    )
    if (entry === undefined) return {}
    entry.left -= 1
    return entry.behaviour
  }
}

/** True when a behaviour lets the relay keep what it received. */
export function keeps(behaviour: Behaviour, status: number): boolean {
  return status >= 200 && status < 300 && behaviour.hang !== true && behaviour.reset !== true
}

/** True when a behaviour lets the sender see an answer. */
export function answers({ hang = false, reset = false }: Behaviour): boolean {
  return !hang && reset === false
}

/** Answers a request, or does not. */
export function play(
  behaviour: Behaviour,
  status: number,
  body: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (behaviour.hang === true) return
  if (behaviour.delayMs !== undefined) {
    const { delayMs, ...now } = behaviour
    const timer = startTimer(() => play(now, status, body, request, response), delayMs)
    response.once('close', () => stopTimer(timer))
    return
  }
  if (behaviour.reset !== undefined && behaviour.reset !== false) {
    reset(request)
    return
  }
  response.writeHead(status, { 'content-type': 'application/json', ...behaviour.headers })
  if (behaviour.slowBody === true) dribble(response)
  else response.end(behaviour.body ?? body)
}

function reset({ socket }: IncomingMessage): void {
  if (Reflect.has(socket, 'encrypted')) socket.destroy()
  else socket.resetAndDestroy()
}

function dribble(response: ServerResponse): void {
  response.write('{')
  const timer = startInterval(() => response.write(' '), 100)
  response.once('close', () => stopInterval(timer))
}
