import { currentContext, readField, type CallContext } from '@logs-to-sentry/core'
import { deliver } from './delivery.ts'
import type { Levels } from './level.ts'
import { override } from './override.ts'
import { Stage } from './stage.ts'

/** A logger, as far as a transport has to know it. */
export interface Source {
  readonly level?: string
  readonly levels?: Levels
}

/** Where a line was written. */
export interface Call {
  readonly source: Source
  readonly context: CallContext
}

/**
 * Follows the lines of a logger from the call that writes them to the transports. As soon as one
 * transport of a logger is slow, formats and transports run in the async context of other lines.
 */
export class LineTracker {
  readonly #source: Source
  readonly #written = new Stage<Call>()
  readonly #formatted = new Stage<Call>()
  /** The line that is being formatted. */
  #current: Call | undefined
  #users = 0
  #overrides: readonly (() => void)[] = []

  constructor(source: Source) {
    this.#source = source
  }

  /** Begins to follow, for as many transports as call it. */
  start(): void {
    this.#users += 1
    if (this.#users > 1) return
    this.#overrides = [
      override(this.#source, 'write', (args, proceed) => this.#write(args, proceed)),
      override(this.#source, '_transform', (args, proceed) => this.#transform(args, proceed)),
      override(this.#source, 'push', (args, proceed) => this.#push(args, proceed)),
      override(this.#source, 'emit', (args, proceed) => this.#emit(args, proceed)),
    ]
  }

  /** Leaves the logger as it was when all that called `start` have called this. */
  stop(): void {
    this.#users -= 1
    if (this.#users === 0) for (const restore of this.#overrides) restore()
  }

  #write([info]: readonly unknown[], proceed: () => unknown): unknown {
    const call = { source: this.#source, context: currentContext() }
    return this.#written.pass(call, proceed, () => lastHeldBack(this.#source) ?? info)
  }

  #transform([info]: readonly unknown[], proceed: () => unknown): unknown {
    this.#current = this.#written.take(info)
    return proceed()
  }

  #push([info]: readonly unknown[], proceed: () => unknown): unknown {
    const call = this.#current
    this.#current = undefined
    return call === undefined ? proceed() : this.#formatted.pass(call, proceed, () => info)
  }

  #emit([event, info]: readonly unknown[], proceed: () => unknown): unknown {
    if (event !== 'data') return proceed()
    return deliver({ info, call: this.#formatted.take(info) }, proceed)
  }
}

/** What a busy logger was given last: a copy, where somebody else's `write` makes one. */
function lastHeldBack(source: Source): unknown {
  const last = readField(readField(source, '_writableState'), 'lastBufferedRequest')
  return readField(last, 'chunk') ?? readField(readField(source, '_transformState'), 'writechunk')
}
