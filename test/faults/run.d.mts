import type { IncomingHttpHeaders } from 'node:http'
import type { Scenario } from './scenarios.mjs'

/** A request as it came over the wire. */
interface KeptRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** In base64. */
  readonly body: string
  /** When it came, in milliseconds since 1970. */
  readonly at: number
}

/** What became of the lines of one scenario. */
interface Result {
  readonly sent: number
  readonly stored: number
  /** A sentence for each promise that was not kept. */
  readonly broken: readonly string[]
  readonly keptRequests: readonly KeptRequest[]
}

/** Tries one fault: a program that logs and a receiver, each in a process of its own. */
export function run(scenario: Scenario, how?: { readonly keepsRequests?: boolean }): Promise<Result>
