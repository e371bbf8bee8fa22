import { currentContext, readField } from '@logs-to-sentry/core'
import { errorOf } from './error.ts'
import { deliver, type Origin, type Source } from './origin.ts'
import { override } from './override.ts'
import { countFilledIn, readSaid, type Said } from './said.ts'
import { Stage } from './stage.ts'

/** A line that is being formatted. */
interface Line {
  readonly origin: Origin
  readonly said: Said | undefined
}

/**
 * Follows the lines of a logger from the call that writes them to the transports. As soon as one
 * transport of a logger is slow, formats and transports run in the async context of other lines.
 */
export class LineTracker {
  readonly #source: Source
  readonly #written = new Stage<Origin>()
  readonly #formatted = new Stage<Origin>()
  #current: Line | undefined
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
    const origin = { source: this.#source, context: currentContext(), error: errorOf(info) }
    return this.#written.pass(origin, proceed, () => lastHeldBack(this.#source) ?? info)
  }

  #transform([info]: readonly unknown[], proceed: () => unknown): unknown {
    const origin = this.#written.take(info)
    this.#current = origin && { origin, said: readSaid(info) }
    return proceed()
  }

  #push([info]: readonly unknown[], proceed: () => unknown): unknown {
    const line = this.#current
    this.#current = undefined
    if (line === undefined) return proceed()
    const { origin, said } = line
    const filled = countFilledIn(info, said)
    const known = filled === 0 ? origin : { ...origin, filled }
    return this.#formatted.pass(known, proceed, () => info)
  }

  #emit([event, info]: readonly unknown[], proceed: () => unknown): unknown {
    if (event !== 'data') return proceed()
    return deliver(info, this.#formatted.take(info), proceed)
  }
}

/** What a busy logger was given last: a copy, where somebody else's `write` makes one. */
function lastHeldBack(source: Source): unknown {
  const last = readField(readField(source, '_writableState'), 'lastBufferedRequest')
  return readField(last, 'chunk') ?? readField(readField(source, '_transformState'), 'writechunk')
}
