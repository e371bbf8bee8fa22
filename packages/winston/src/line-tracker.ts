import { currentContext, readField } from '@logs-to-sentry/core'
import { errorOf } from './error.ts'
import { beginDelivery, endDelivery, type Origin, type Source } from './origin.ts'
import { override, type Override } from './override.ts'
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
      override(this.#source, 'write', this.#write),
      override(this.#source, '_transform', this.#transform),
      override(this.#source, 'push', this.#push),
      override(this.#source, 'emit', this.#emit),
    ]
  }

  /** Leaves the logger as it was when all that called `start` have called this. */
  stop(): void {
    this.#users -= 1
    if (this.#users === 0) for (const restore of this.#overrides) restore()
  }

  readonly #write: Override = (method, self, args) => {
    const info = args[0]
    const origin = { source: this.#source, context: currentContext(), error: errorOf(info) }
    const outer = this.#written.begin(origin)
    try {
      return Reflect.apply(method, self, args)
    } finally {
      if (this.#written.end(origin, outer)) {
        this.#written.keep(lastHeldBack(this.#source) ?? info, origin)
      }
    }
  }

  readonly #transform: Override = (method, self, args) => {
    const info = args[0]
    const origin = this.#written.take(info)
    this.#current = origin && { origin, said: readSaid(info) }
    return Reflect.apply(method, self, args)
  }

  readonly #push: Override = (method, self, args) => {
    const info = args[0]
    const line = this.#current
    this.#current = undefined
    if (line === undefined) return Reflect.apply(method, self, args)
    const { origin, said } = line
    const filled = countFilledIn(info, said)
    const known = filled === 0 ? origin : { ...origin, filled }
    const outer = this.#formatted.begin(known)
    try {
      return Reflect.apply(method, self, args)
    } finally {
      if (this.#formatted.end(known, outer)) this.#formatted.keep(info, known)
    }
  }

  readonly #emit: Override = (method, self, args) => {
    if (args[0] !== 'data') return Reflect.apply(method, self, args)
    const info = args[1]
    const outer = beginDelivery(info, this.#formatted.take(info))
    try {
      return Reflect.apply(method, self, args)
    } finally {
      endDelivery(outer)
    }
  }
}

/** What a busy logger was given last: a copy, where somebody else's `write` makes one. */
function lastHeldBack(source: Source): unknown {
  const last = readField(readField(source, '_writableState'), 'lastBufferedRequest')
  return readField(last, 'chunk') ?? readField(readField(source, '_transformState'), 'writechunk')
}
